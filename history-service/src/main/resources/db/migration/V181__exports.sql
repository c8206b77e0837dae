-- Copies that people have asked for of all that is kept of them, for a day.
create table exports (
    id           uuid        primary key,
    user_id      uuid        not null,
    requested_at timestamptz not null default now()
);
create index exports_of_user on exports (user_id, requested_at desc);
create index exports_by_age on exports (requested_at);

-- What each service has told of it.
create table export_parts (
    export_id uuid        not null,
    service   text        not null,
    number    integer     not null,
    user_id   uuid        not null,
    parts     integer     not null,
    content   bytea       not null,
    told_at   timestamptz not null default now(),
    primary key (export_id, service, number)
);
create index export_parts_by_age on export_parts (told_at);
