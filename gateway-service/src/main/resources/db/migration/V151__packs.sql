-- Photos of one person in one chat that are to become a sticker set. Beside photo_requests, whose rows name their place: an older
-- gateway, which runs beside a newer one during an upgrade, makes single stickers as before.
create table packs (
    -- Of the message that asked for it.
    id               uuid primary key,
    user_id          uuid        not null,
    telegram_user_id bigint      not null,
    chat_id          bigint      not null,
    chat_kind        text        not null check (chat_kind in ('PRIVATE', 'GROUP')),
    thread_id        integer,
    message_id       integer     not null,
    language         text        not null,
    title            text        not null,
    -- Telegram's album whose photos are the pack; null of one that goes on until its owner says so.
    media_group_id   text,
    parts            integer     not null default 0,
    -- Of these, how many are published.
    published        integer     not null default 0,
    -- When it was opened, or its last photo came.
    last_at          timestamptz not null default now(),
    -- No more photos come.
    closed_at        timestamptz,
    -- That is published.
    over_at          timestamptz,
    created_at       timestamptz not null default now(),
    check (over_at is null or closed_at is not null)
);
create unique index packs_open on packs (user_id, chat_id) where closed_at is null and media_group_id is null;
create unique index packs_of_album on packs (chat_id, media_group_id) where media_group_id is not null;
create index packs_of_person on packs (user_id, chat_id, created_at);
create index packs_not_over on packs (closed_at) where over_at is null;
create index packs_by_age on packs (created_at);

alter table photo_requests
    add column pack_id    uuid,
    add column pack_index integer,
    add check ((pack_id is null) = (pack_index is null));
create unique index photo_requests_of_pack on photo_requests (pack_id, pack_index) where pack_id is not null;
