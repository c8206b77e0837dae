-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('history.grants'));
    -- Not there yet when the migration stops before it.
    if to_regclass('history.pack_batches') is null then
        return;
    end if;
    if exists (select from pg_roles where rolname = 'backfill') then
        if not has_table_privilege('backfill', 'history.pack_batches', 'select') then
            grant usage on schema history to backfill;
            grant select on history.stickers, history.pack_batches to backfill;
        end if;
    end if;
    if exists (select from pg_roles where rolname = 'import') then
        if not has_table_privilege('import', 'history.pack_batches', 'insert') then
            grant usage on schema history to "import";
            grant select, insert on history.stickers, history.pack_batches to "import";
        end if;
        -- What changed in the other bot between two runs.
        if not has_column_privilege('import', 'history.stickers', 'telegram_file_id', 'update') then
            grant update (telegram_file_id, result_storage_path, sticker_set_name, deleted_at) on history.stickers to "import";
            grant update (sticker_set_name, pack_sheet_file_id, cleaned_sheet_storage_path) on history.pack_batches to "import";
        end if;
    end if;
    if exists (select from pg_roles where rolname = 'console') and to_regclass('history.unknown_sends') is not null then
        if not has_table_privilege('console', 'history.unknown_sends', 'select') then
            grant usage on schema history to console;
            grant select on history.jobs, history.job_events, history.stickers, history.unknown_sends to console;
        end if;
    end if;
end
$$;
