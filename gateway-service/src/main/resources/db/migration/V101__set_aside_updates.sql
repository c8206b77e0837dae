-- Updates that could not be read, or failed again and again while everything was well: with their bytes, to be looked at and
-- taken in once more. One that has failed a few times is noted here before it is set aside.
create table set_aside_updates (
    id           uuid primary key,
    bot_id       bigint      not null,
    update_id    bigint,
    body         bytea       not null,
    reason       text        not null check (reason in ('UNREADABLE', 'FAILING')),
    cause        text        not null,
    attempts     integer     not null default 1,
    first_at     timestamptz not null default now(),
    last_at      timestamptz not null default now(),
    set_aside_at timestamptz,
    replayed_at  timestamptz
);
create index set_aside_updates_waiting on set_aside_updates (set_aside_at)
    where set_aside_at is not null and replayed_at is null;
create index set_aside_updates_by_age on set_aside_updates (last_at);

-- A person's next text is meant for one sticker. Two presses at once left two sessions waiting.
update sessions s set awaits_text_for = null, awaits_text_since = null
 where awaits_text_for is not null
   and exists (select from sessions o
                where o.user_id = s.user_id and o.chat_id = s.chat_id and o.awaits_text_for is not null
                  and (o.awaits_text_since, o.id) > (s.awaits_text_since, s.id));
create unique index sessions_one_awaits_text on sessions (user_id, chat_id) where awaits_text_for is not null;
drop index sessions_awaiting_text;
