-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('generation.grants'));
    -- Where the tables lie in another schema, and where the migration stops before them, there is nothing to grant.
    if current_schema() is distinct from 'generation' then
        return;
    end if;
    if to_regclass('generation.generations') is null or not exists (select from pg_roles where rolname = 'console') then
        return;
    end if;
    if not has_table_privilege('console', 'generation.generations', 'select') then
        grant usage on schema generation to console;
        grant select on generation.generations to console;
    end if;
end
$$;
