-- People who have had themselves forgotten: hashes of their ids, from which nobody can tell who they were. What comes of events
-- from before is dropped.
create table forgotten_people (
    id_hash bytea       primary key,
    before  timestamptz not null
);

-- What is done of each forgetting. It names nobody.
create table forgettings (
    id       uuid        primary key,
    begun_at timestamptz not null default now(),
    removed  jsonb       not null default '{}',
    ended_at timestamptz
);
