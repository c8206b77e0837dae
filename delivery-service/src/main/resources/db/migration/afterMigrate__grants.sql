-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('delivery.grants'));
    -- Where the tables lie in another schema, and where the migration stops before them, there is nothing to grant.
    if current_schema() is distinct from 'delivery' then
        return;
    end if;
    if to_regclass('delivery.uploads') is null or not exists (select from pg_roles where rolname = 'console') then
        return;
    end if;
    if not has_table_privilege('console', 'delivery.uploads', 'select') then
        grant usage on schema delivery to console;
        grant select on delivery.deliveries, delivery.uploads to console;
    end if;
end
$$;
