-- Backfill asks of every object in storage whether a session knows it. Paths are only ever looked for whole, and are long.
create index sessions_by_path on sessions using hash (last_sticker_storage_path);
