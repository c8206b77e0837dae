-- The ledger of generation, one row a job. Repeatable work: a row is ended only after its event is in Kafka.
create table generations (
    id          uuid primary key,
    state       text        not null check (state in ('free', 'claimed', 'done', 'failed')),
    claim_token uuid,
    lease_until timestamptz,
    attempts    integer     not null default 0,
    provider    text        not null default 'local',
    failure     text,
    created_at  timestamptz not null default now(),
    ended_at    timestamptz,
    check ((ended_at is not null) = (state in ('done', 'failed')))
);
create index generations_claimed on generations (lease_until) where state = 'claimed';
