-- A backfill plans in the order of the ids. For a page of stickers without a file it read the primary key from where it stood: all
-- stickers, of which nearly all have theirs. Rows leave these indexes when their file is stored.
create index stickers_without_file_by_id on stickers (id) where result_storage_path is null and deleted_at is null;
-- The count by env and origin reads the same rows by either.
create index pack_batches_without_sheet_by_id on pack_batches (id) include (env, origin, pack_sheet_file_id)
    where cleaned_sheet_storage_path is null;
drop index pack_batches_without_sheet;
