-- What other roles may do here. At each start, so that a role that is created later gets its rights too; nothing is granted
-- twice, and one instance at a time looks (concurrent grants refuse each other).
do $$
begin
    perform pg_advisory_xact_lock(hashtext('generation.grants'));
    if exists (select from pg_roles where rolname = 'console') and to_regclass('generation.generations') is not null then
        if not has_table_privilege('console', 'generation.generations', 'select') then
            grant usage on schema generation to console;
            grant select on generation.generations to console;
        end if;
    end if;
end
$$;
