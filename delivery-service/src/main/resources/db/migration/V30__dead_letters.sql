-- What has failed stays failed, but for a replay of its dead letter: each replay takes a row up once.
alter table deliveries
    -- It lies in the dead letters of this group or of generation.
    add column dead_lettered boolean not null default false,
    -- The replay that has taken it up last; of a row that is done, the one that it came by.
    add column replay        text;
