-- A job that lies in the dead letters has ended; only a replay takes it up again, and each replay once.
alter table generations
    add column dead_lettered boolean not null default false,
    add column replay        text;
