create table stickers (
    id                      uuid primary key,
    job_id                  uuid        not null,
    user_id                 uuid        not null,
    chat_id                 bigint      not null,
    session_id              uuid        not null,
    origin                  text        not null check (origin in ('live', 'import', 'session')),
    source_photo_file_id    text,
    user_input              text,
    generated_prompt        text,
    result_storage_path     text,
    telegram_file_id        text,
    telegram_file_unique_id text,
    telegram_message_id     integer,
    style_preset_id         text        not null default 'none',
    variant                 integer     not null default 0,
    generation_type         text        not null,
    env                     text        not null,
    created_at              timestamptz not null,
    delivered_at            timestamptz,
    stored_at               timestamptz,
    deleted_at              timestamptz,
    inserted_at             timestamptz not null default now(),
    -- A live row is written on delivery and on nothing else; its path on storage and on nothing else.
    check (origin <> 'live' or (telegram_file_id is not null and delivered_at is not null)),
    check (origin <> 'live' or (result_storage_path is null) = (stored_at is null))
);
create index stickers_by_user on stickers (user_id, created_at desc, id desc) where deleted_at is null;

-- What storage holds, known before or after the sticker's delivery.
create table stored_objects (
    sticker_id  uuid primary key,
    storage_key text        not null,
    size_bytes  bigint      not null,
    stored_at   timestamptz not null
);

-- Deletions, which may be heard of before the delivery that they follow.
create table deletions (
    sticker_id uuid primary key,
    deleted_at timestamptz not null
);

create table jobs (
    id           uuid primary key,
    chat_id      bigint not null,
    state        text   not null
        check (state in ('accepted', 'generating', 'delivered', 'failed', 'cancelled', 'held')),
    reason       text,
    user_id      uuid,
    session_id   uuid,
    variant      integer,
    env          text,
    requested_at timestamptz,
    received_at  timestamptz,
    ended_at     timestamptz,
    check ((ended_at is null) = (state in ('accepted', 'generating')))
);
create index jobs_open on jobs (received_at) where state in ('accepted', 'generating');

create table job_events (
    job_id  uuid        not null,
    moment  text        not null,
    at      timestamptz not null,
    work_ms bigint,
    primary key (job_id, moment)
);
