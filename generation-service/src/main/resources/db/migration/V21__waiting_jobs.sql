-- A request is stored here and acknowledged at once, and its row waits until the turn of its chat comes. The version before
-- may still run: its rows have no request, and it takes 'waiting' for an end.
alter table generations drop constraint generations_state_check;
alter table generations
    add constraint generations_state_check check (state in ('free', 'waiting', 'claimed', 'done', 'failed')),
    add column chat_id          bigint,
    -- Order of arrival: a chat's jobs are worked on by it, one at a time.
    add column place            bigint,
    -- The record as it came; the value goes when the job has ended.
    add column request          bytea,
    add column record_partition integer,
    add column record_offset    bigint,
    add column record_time      timestamptz,
    add column record_headers   jsonb,
    -- Not to be claimed before. Of those that may be, the chat goes first that has waited longest for its next one.
    add column due_at           timestamptz,
    -- In a long wait before another try: the chat's other jobs pass it.
    add column aside            boolean not null default false,
    add check (request is null or (chat_id is not null and place is not null and due_at is not null));
create sequence generation_places;
-- Rises whenever somebody looks for jobs; when it has fallen, the database was restored from a copy.
create sequence generation_looks;
create index generations_unended on generations (chat_id, place) where request is not null;
