-- Sets of stickers in Telegram, each one person's. A name is written here before Telegram is asked for it.
create table sticker_sets (
    id               uuid primary key,
    user_id          uuid        not null,
    telegram_user_id bigint      not null,
    -- A full set is followed by the next.
    volume           integer     not null check (volume >= 1),
    name             text        not null unique,
    name_tries       integer     not null default 1,
    title            text        not null,
    -- The number that its title ends in, from 2 on.
    title_number     integer     not null default 1,
    state            text        not null check (state in ('creating', 'open', 'deleted', 'failed')),
    -- Since when Telegram may have it.
    called_at        timestamptz,
    changed_at       timestamptz not null default now(),
    next_part        integer     not null default 1,
    created_at       timestamptz not null default now(),
    unique (user_id, volume)
);

-- The stickers of the sets, those that their owners added elsewhere among them. A number is given once.
create table set_parts (
    set_id         uuid        not null references sticker_sets on delete cascade,
    number         integer     not null,
    sticker_id     uuid,
    request_id     uuid unique,
    given_file_id  text,
    emoji          text        not null,
    -- Since when it has the emoji that somebody chose for it.
    emoji_at       timestamptz,
    state          text        not null check (state in ('adding', 'in', 'removed', 'gone', 'failed')),
    failure        text,
    called_at      timestamptz,
    -- As the set has it: other ids than those of the file that was given.
    file_id        text,
    file_unique_id text,
    place          integer,
    since          timestamptz not null default now(),
    primary key (set_id, number),
    check ((state = 'failed') = (failure is not null))
);
create unique index set_parts_once on set_parts (set_id, sticker_id) where state in ('adding', 'in');
create index set_parts_by_sticker on set_parts (sticker_id) where sticker_id is not null;

-- What was asked and is done: asked again, it is answered by nothing.
create table set_requests (
    id       uuid primary key,
    ended_at timestamptz not null default now()
);
create index set_requests_by_age on set_requests (ended_at);

-- One instance at a time changes the sets of a person.
create table set_owners (
    id          uuid primary key,
    state       text        not null check (state in ('free', 'claimed')),
    claim_token uuid,
    lease_until timestamptz,
    attempts    integer     not null default 0
);

-- What answers a press or a wish is said however much a chat was told within a moment.
alter table deliveries
    drop constraint deliveries_kind_check,
    add constraint deliveries_kind_check check (kind in ('sticker', 'reply', 'sheet', 'answer'));
