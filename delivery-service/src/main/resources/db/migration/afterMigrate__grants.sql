-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('delivery.grants'));
    if exists (select from pg_roles where rolname = 'console') and to_regclass('delivery.uploads') is not null then
        if not has_table_privilege('console', 'delivery.uploads', 'select') then
            grant usage on schema delivery to console;
            grant select on delivery.deliveries, delivery.uploads to console;
        end if;
    end if;
end
$$;
