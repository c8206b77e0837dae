-- What people have asked us to forget of them. Names nobody: the hash of the id at Telegram goes when it is done.
create table forgets (
    id           uuid        primary key,
    id_hash      bytea,
    requested_at timestamptz not null,
    sets         boolean     not null,
    -- Whether the person, who has written meanwhile, was told to wait.
    waits_told   boolean     not null default false,
    -- What each service has removed, by its name.
    results      jsonb       not null default '{}',
    ended_at     timestamptz,
    check ((id_hash is null) = (ended_at is not null))
);
create unique index forgets_open on forgets (id_hash) where ended_at is null;
create index forgets_by_time on forgets (requested_at desc);

-- What forgotten people had asked for on that day: being forgotten is no way to a new quota.
create table asked_before_forgetting (
    id_hash bytea   not null,
    day     date    not null,
    asked   integer not null,
    primary key (id_hash, day)
);
