package io.stickermill.history.rebuild;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One of history's tables, as it is in both schemas.
 *
 * @param columns those that events tell; not when a row was written
 * @param key the primary key's columns
 */
record HistoryTable(String name, List<String> columns, List<String> key) {

    static final String LIVE = "history";

    /** When a row was written says nothing of what it tells. */
    private static final String WRITTEN_AT = "inserted_at";

    /**
     * What the topics can't tell of each table: rows that are not made by events, and those older than the topics. Of a table
     * that is not named here they tell nothing.
     */
    private static final Map<String, String> UNTOLD = Map.of(
            "pack_batches", "t.origin <> 'live' or t.created_at < :horizon",
            // One that has a job of ours is made by events, whatever it says of itself.
            "stickers", "(t.origin <> 'live' and t.job_id is null) or t.created_at < :horizon",
            "jobs", "coalesce(t.received_at, t.inserted_at) < :horizon",
            "job_events", """
                    coalesce((select coalesce(j.received_at, j.inserted_at) from history.jobs j where j.id = t.job_id), t.at)
                    < :horizon
                    """,
            "unknown_sends", "t.at < :horizon",
            "stored_objects", "t.stored_at < :horizon",
            "deletions", "t.deleted_at < :horizon",
            "credit_moves", "t.at < :horizon");

    /** In an order in which rows can be written: what is referred to comes first. */
    static List<HistoryTable> all(JdbcClient database) {
        return database.sql("""
                select c.relname as name,
                       (select string_agg(quote_ident(a.attname), ',' order by a.attnum) from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> :written) as columns,
                       (select string_agg(quote_ident(a.attname), ',' order by a.attnum) from pg_attribute a
                         where a.attrelid = c.oid and a.attnum = any(k.conkey)) as key
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
                 where n.nspname = :schema and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
                 order by exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), c.relname
                """)
                .param("schema", Scratch.SCHEMA)
                .param("written", WRITTEN_AT)
                .query((row, _) -> new HistoryTable(
                        row.getString("name"),
                        List.of(row.getString("columns").split(",")),
                        List.of(row.getString("key").split(","))))
                .list();
    }

    /** A condition on the live row {@code t}, with the parameter {@code :horizon}. */
    String untold() {
        return "(" + UNTOLD.getOrDefault(name, "true") + ")";
    }

    String live() {
        return LIVE + "." + name;
    }

    String rebuilt() {
        return Scratch.SCHEMA + "." + name;
    }

    String list(String alias) {
        return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

    String sameKey(String one, String other) {
        return key.stream()
                .map(column -> one + "." + column + " = " + other + "." + column)
                .collect(Collectors.joining(" and "));
    }

    String keyList() {
        return String.join(", ", key);
    }
}
