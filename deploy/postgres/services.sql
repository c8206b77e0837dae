-- A role for each service, which owns the schema of its name and may use nothing else.
-- Run in the database `stickermill` as a superuser: by docker-compose on an empty volume, by ./stickermill at each start
-- (so every step may find its work done), by you on a server of your own. Passwords are set by whoever runs it.
do $$
declare
  service text;
begin
  foreach service in array array['gateway', 'generation', 'delivery', 'history', 'backfill']
  loop
    if not exists (select from pg_roles where rolname = service) then
      execute format('create role %I login', service);
    end if;
    execute format('grant connect on database %I to %I', current_database(), service);
    execute format('create schema if not exists %1$I authorization %1$I', service);
    execute format('alter role %1$I in database %2$I set search_path = %1$I', service, current_database());
  end loop;
  -- Brings in an existing bot's data: owns the notes on how far it is, and may use what gateway and history grant it.
  if not exists (select from pg_roles where rolname = 'import') then
    create role "import" login;
  end if;
  execute format('grant connect on database %I to "import"', current_database());
  create schema if not exists "import" authorization "import";
  -- Looks at jobs for whoever operates this: the services grant it to read what it shows.
  if not exists (select from pg_roles where rolname = 'console') then
    create role console login;
  end if;
  execute format('grant connect on database %I to console', current_database());
  -- Where history builds its tables once more from the topics, to compare; empty otherwise.
  create schema if not exists history_rebuild authorization history;
  execute format('revoke all on database %I from public', current_database());
end
$$;

revoke all on schema public from public;

-- Telegram's limits hold for the bot, not for a service: the one thing that services share.
create schema if not exists limits;
create table if not exists limits.buckets (
    id         text primary key,
    state      bytea,
    expires_at bigint
);
-- What Telegram itself has put on hold (429): one method in one chat.
create table if not exists limits.holds (
    bot_id     bigint      not null,
    chat_id    bigint      not null,
    method     text        not null,
    held_until timestamptz not null,
    primary key (bot_id, chat_id, method)
);
grant usage on schema limits to gateway, generation, delivery, backfill;
grant select, insert, update, delete on limits.buckets, limits.holds to gateway, generation, delivery, backfill;
grant usage on schema limits to console;
grant select on limits.holds to console;

-- What was done from the operator's page, and by whom. The page may add to it and take nothing away.
create schema if not exists console;
create table if not exists console.actions (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    who     text        not null,
    action  text        not null,
    subject text        not null,
    outcome text        not null
);
grant usage on schema console to console;
grant select, insert on console.actions to console;
