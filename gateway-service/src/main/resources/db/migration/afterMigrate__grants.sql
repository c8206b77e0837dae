-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('gateway.grants'));
    if exists (select from pg_roles where rolname = 'backfill') then
        if not has_table_privilege('backfill', 'gateway.sessions', 'select') then
            grant usage on schema gateway to backfill;
            grant select on gateway.sessions to backfill;
        end if;
    end if;
    if exists (select from pg_roles where rolname = 'import') then
        if not has_table_privilege('import', 'gateway.sessions', 'insert') then
            grant usage on schema gateway to "import";
            grant select, insert on gateway.users, gateway.sessions to "import";
        end if;
        if not has_table_privilege('import', 'gateway.forgotten_people', 'select') then
            grant select on gateway.forgotten_people to "import";
        end if;
        if not has_table_privilege('import', 'gateway.credit_transfers', 'insert') then
            grant select, insert on gateway.credit_transfers to "import";
        end if;
        -- What changed in the other bot between two runs; a session that has gone on here is left alone.
        if not has_column_privilege('import', 'gateway.sessions', 'photos', 'update') then
            grant update (created_at) on gateway.users to "import";
            grant update (current_photo_file_id, photos, last_sticker_file_id, last_sticker_storage_path, pack_sheet_file_id)
                on gateway.sessions to "import";
        end if;
    end if;
end
$$;
