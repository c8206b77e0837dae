create table users (
    id           uuid primary key,
    bot_id       bigint      not null,
    telegram_id  bigint      not null,
    language     text        not null check (language in ('en', 'ru')),
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    unique (bot_id, telegram_id)
);

create table sessions (
    id                        uuid primary key,
    user_id                   uuid        not null references users,
    chat_id                   bigint      not null,
    state                     text        not null check (state in ('open', 'closed')),
    current_photo_file_id     text,
    photos                    jsonb       not null default '[]',
    last_sticker_id           uuid,
    last_sticker_file_id      text,
    last_sticker_storage_path text,
    last_requested_at         timestamptz,
    -- A stored file whose delivery has not been heard of yet.
    early_sticker_id          uuid,
    early_path                text,
    pack_sheet_file_id        text,
    env                       text        not null,
    session_rev               bigint      not null default 0,
    created_at                timestamptz not null default now()
);
create index sessions_by_user on sessions (user_id, created_at desc);

create table photo_requests (
    job_id           uuid primary key,
    session_id       uuid        not null references sessions,
    user_id          uuid        not null references users,
    chat_id          bigint      not null,
    telegram_user_id bigint      not null,
    message_id       integer     not null,
    photo_file_id    text        not null,
    user_input       text,
    variant          integer     not null default 0 check (variant >= 0),
    requested_at     timestamptz not null,
    created_at       timestamptz not null default now()
);
create index photo_requests_by_session on photo_requests (session_id);
