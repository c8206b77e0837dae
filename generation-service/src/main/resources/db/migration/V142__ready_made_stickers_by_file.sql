-- A file that is removed takes its row along; without this each removal read the whole table.
create index ready_made_stickers_file on ready_made_stickers (storage_key);
