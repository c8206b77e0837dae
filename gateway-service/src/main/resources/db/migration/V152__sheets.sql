-- A picture of drawings in a grid, each of which is to become a sticker of one set.
create table sheets (
    -- The pack that it becomes.
    id               uuid primary key,
    user_id          uuid        not null,
    telegram_user_id bigint      not null,
    chat_id          bigint      not null,
    chat_kind        text        not null check (chat_kind in ('PRIVATE', 'GROUP')),
    thread_id        integer,
    message_id       integer     not null,
    language         text        not null,
    title            text        not null,
    file_id          text        not null,
    -- Drawings that are left out, from 0, and the press that changed that last.
    left_out         integer[]   not null default '{}',
    last_press       text,
    -- How many drawings it has, and in how many columns: from when its pack is made.
    cells            integer,
    cell_columns     integer,
    created_at       timestamptz not null default now(),
    check ((cells is null) = (cell_columns is null))
);
create index sheets_of_person on sheets (user_id, chat_id, created_at) where cells is null;
create index sheets_by_age on sheets (created_at);

alter table photo_requests
    add column sheet_cell integer,
    add check (sheet_cell is null or pack_id is not null);
