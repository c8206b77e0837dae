-- Pictures that are ordered of other people's image models, each try a row. It is written before the call: none of them can be asked
-- not to do a thing twice.
create table remote_generations (
    id          uuid primary key,
    job_id      uuid          not null,
    number      integer       not null check (number >= 1),
    -- The same photo in the same style with the same wish: a picture that is paid once serves all of them.
    order_key   text          not null,
    user_id     uuid          not null,
    chat_id     bigint        not null,
    session_id  uuid          not null,
    style       text          not null,
    provider    text          not null,
    model       text          not null,
    prompt      text          not null,
    price       numeric(10,4) not null,
    status      text          not null
        check (status in ('intended', 'running', 'succeeded', 'failed', 'unknown', 'cancelled')),
    -- In the address that the provider calls back.
    token       uuid          not null unique,
    task_id     text,
    asset_key   text,
    why         text,
    detail      text,
    looks       integer       not null default 0,
    created_at  timestamptz   not null default now(),
    ended_at    timestamptz,
    unique (job_id, number),
    check ((status = 'succeeded') = (asset_key is not null)),
    check ((ended_at is null) = (status in ('intended', 'running', 'unknown')))
);
create index remote_generations_by_order on remote_generations (order_key, created_at desc);
create index remote_generations_open on remote_generations (provider) where ended_at is null;
create index remote_generations_by_age on remote_generations (created_at);
