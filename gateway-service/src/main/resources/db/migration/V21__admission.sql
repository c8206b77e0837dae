-- Who may ask for stickers, and how many. Read for each request, so that a change holds at once on all instances.
create table admission (
    only_row    boolean primary key default true check (only_row),
    paused      boolean     not null default false,
    -- Null: as the settings say.
    daily_quota integer check (daily_quota >= 0),
    changed_at  timestamptz not null default now()
);
insert into admission default values;

create table admitted_users (
    telegram_id bigint primary key,
    blocked     boolean     not null default false,
    -- Null: as for everybody.
    daily_quota integer check (daily_quota >= 0),
    changed_at  timestamptz not null default now()
);

create index photo_requests_by_user on photo_requests (user_id, created_at);
