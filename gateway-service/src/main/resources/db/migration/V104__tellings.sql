-- What a chat was told lately and how often: who sends much is answered little, and others don't wait for it.
create table chat_tellings (
    chat_id    bigint      not null,
    what       text        not null,
    -- The message that was answered last: received again, it is answered again, under the same id.
    message_id integer     not null,
    times      integer     not null default 1,
    since      timestamptz not null default now(),
    primary key (chat_id, what)
);
create index chat_tellings_by_age on chat_tellings (since);
