-- A backfill plans sessions in the order of their ids, of every env: by (env, id) it read and sorted the whole table for each page. The
-- count by env reads the same rows either way.
create index sessions_without_file_by_id on sessions (id) include (env)
    where last_sticker_file_id is not null and last_sticker_storage_path is null;
drop index sessions_without_file;
