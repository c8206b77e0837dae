-- Pictures that models of others make, as the youngest event of each tells.
create table generations (
    id            uuid primary key,
    job_id        uuid          not null,
    number        integer       not null,
    user_id       uuid          not null,
    chat_id       bigint        not null,
    session_id    uuid          not null,
    kind          text          not null,
    style         text          not null,
    provider      text          not null,
    model         text          not null,
    prompt        text          not null,
    price         numeric(10,4) not null,
    status        text          not null
        check (status in ('intended', 'running', 'succeeded', 'failed', 'unknown', 'cancelled')),
    -- Whether the provider charges for it, or may.
    paid          boolean       not null,
    reason        text,
    detail        text,
    asset_key     text,
    preview_key   text,
    thumbnail_key text,
    env           text          not null,
    created_at    timestamptz   not null,
    started_at    timestamptz,
    made_at       timestamptz,
    ended_at      timestamptz,
    changed_at    timestamptz   not null
);
create index generations_by_time on generations (created_at desc, id desc);
create index generations_of_user on generations (user_id, created_at desc, id desc);
create index generations_of_job on generations (job_id, number);
-- Of all there are, few have not ended or have no picture.
create index generations_open on generations (created_at desc, id desc) where status in ('intended', 'running', 'unknown');
create index generations_failed on generations (created_at desc, id desc) where status in ('failed', 'cancelled');
