-- What people got, reserved, spent and were given back in credits, as the books of the gateway tell; the youngest of a move counts. What
-- somebody has is the sum.
create table credit_moves (
    id          uuid          primary key,
    user_id     uuid          not null,
    kind        text          not null,
    free        numeric(10,2) not null,
    reserved    numeric(10,2) not null,
    job_id      uuid,
    at          timestamptz   not null
);
create index credit_moves_of_user on credit_moves (user_id, at, id) include (free, reserved);
create index credit_moves_of_job on credit_moves (job_id) where job_id is not null;
