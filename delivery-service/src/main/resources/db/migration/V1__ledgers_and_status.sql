-- The ledger of everything that is sent: stickers and replies. A row is claimed before a send and ended with its answer.
create table deliveries (
    id                  uuid primary key,
    kind                text        not null default 'sticker' check (kind in ('sticker', 'reply')),
    state               text        not null check (state in ('free', 'claimed', 'done', 'failed')),
    claim_token         uuid,
    lease_until         timestamptz,
    attempts            integer     not null default 0,
    -- Sends whose answer never came: each may have put the message into the chat once more.
    unknown_outcomes    integer     not null default 0,
    job_id              uuid,
    chat_id             bigint,
    telegram_message_id integer,
    telegram_file_id    text,
    failure             text,
    -- The event that tells of the end, encoded: published from here, and again if a crash came between.
    event_topic         text,
    event               bytea,
    created_at          timestamptz not null default now(),
    ended_at            timestamptz,
    check (state <> 'done' or telegram_message_id is not null),
    check (state not in ('done', 'failed') or ended_at is not null)
);
create index deliveries_open on deliveries (lease_until) where state = 'claimed';
create index deliveries_by_job on deliveries (job_id);

-- The ledger of uploads. Repeatable work: a row is done only after its event is in Kafka.
create table uploads (
    id          uuid primary key,
    state       text        not null check (state in ('free', 'claimed', 'done')),
    claim_token uuid,
    lease_until timestamptz,
    attempts    integer     not null default 0,
    storage_key text,
    created_at  timestamptz not null default now(),
    ended_at    timestamptz,
    check (state <> 'done' or (storage_key is not null and ended_at is not null))
);

create table status_messages (
    job_id     uuid primary key,
    chat_id    bigint      not null,
    message_id integer,
    step       integer     not null check (step between 1 and 7),
    closed     boolean     not null default false,
    created_at timestamptz not null default now()
);
