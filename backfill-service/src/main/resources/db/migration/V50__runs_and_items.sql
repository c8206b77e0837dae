create table backfill_runs (
    id              uuid primary key,
    source          text        not null check (source in ('stickers', 'sessions', 'pack-sheets', 'verify')),
    state           text        not null check (state in ('planning', 'running', 'paused', 'cancelled', 'finished')),
    -- Raised by each resumption: what a worker remembers of an older epoch does not count for newer records.
    epoch           integer     not null default 1 check (epoch > 0),
    env             text,
    user_id         uuid,
    since           timestamptz,
    until           timestamptz,
    generation_type text,
    max_items       bigint check (max_items > 0),
    create_rows     boolean     not null default false,
    -- Where the planner stands: what is missing, and since a resumption what is to be published again.
    phase           integer     not null default 0,
    after_id        uuid        not null default '00000000-0000-0000-0000-000000000000',
    planned         bigint      not null default 0,
    planning_done   boolean     not null default false,
    republish_after uuid,
    planner_until   timestamptz,
    -- Rows younger than this are not the run's.
    snapshot_at     timestamptz not null default now(),
    started_at      timestamptz not null default now(),
    planned_at      timestamptz,
    ended_at        timestamptz,
    check ((ended_at is null) = (state not in ('cancelled', 'finished'))),
    check (state not in ('running', 'finished') or planning_done)
);
create index backfill_runs_open on backfill_runs (started_at) where ended_at is null;

-- The ledger of items. Repeatable work: a row has ended only after its events are in Kafka.
create table backfill_items (
    id          uuid primary key,
    -- Nullable, though the planner fills all: a claim is an upsert, and PostgreSQL checks NOT NULL before the conflict.
    run_id      uuid references backfill_runs,
    subject     text check (subject in ('STICKER', 'SESSION', 'PACK_SHEET')),
    subject_id  uuid,
    -- The request as it was published, to be published again at a resumption.
    request     bytea,
    state       text        not null default 'free'
        check (state in ('free', 'claimed', 'done', 'skipped', 'failed', 'cancelled')),
    claim_token uuid,
    lease_until timestamptz,
    attempts    integer     not null default 0,
    reason      text,
    detail      text,
    storage_key text,
    size_bytes  bigint,
    counted     boolean     not null default false,
    ended_at    timestamptz,
    unique (run_id, subject, subject_id),
    check (state in ('free', 'claimed') or ended_at is not null),
    check (state not in ('done', 'skipped', 'failed') or reason is not null)
);
create index backfill_items_by_run on backfill_items (run_id, id);

-- Counters of what has ended, one row a partition of backfill-results, so that their writers don't wait for each other.
create table backfill_counts (
    run_id    uuid    not null references backfill_runs,
    outcome   text    not null,
    reason    text    not null,
    partition integer not null,
    items     bigint  not null check (items >= 0),
    primary key (run_id, outcome, reason, partition)
);

-- Objects that no row knows, confirmed to be there. Reported, never removed.
create table unknown_objects (
    run_id      uuid        not null references backfill_runs,
    storage_key text        not null,
    size_bytes  bigint      not null,
    found_at    timestamptz not null default now(),
    primary key (run_id, storage_key)
);

create table replays (
    id             uuid primary key,
    topic          text        not null,
    consumer_group text        not null,
    position_from  text        not null,
    position_to    text,
    run_id         uuid,
    records        bigint      not null check (records >= 0),
    requested_by   text        not null,
    requested_at   timestamptz not null default now()
);
