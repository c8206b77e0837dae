package io.stickermill.platform.forget;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code forgettings} of the service's own schema: what is done of each, by the database's clock. It names nobody. */
final class Forgettings {

    private final JdbcClient database;

    Forgettings(JdbcClient database) {
        this.database = database;
    }

    /**
     * How far one is.
     *
     * @param age since it began here
     */
    record State(Duration age, boolean isEnded) {}

    /** Begins it, if it has not begun. */
    State begin(UUID id) {
        database.sql("insert into forgettings (id) values (?) on conflict do nothing")
                .param(id)
                .update();
        return database.sql("""
                select (extract(epoch from now() - begun_at) * 1000)::bigint as age, ended_at is not null as ended
                  from forgettings where id = ?
                """)
                .param(id)
                .query((row, _) -> new State(Duration.ofMillis(row.getLong("age")), row.getBoolean("ended")))
                .single();
    }

    void add(UUID id, Map<String, Long> removed) {
        removed.forEach((what, count) -> {
            if (count > 0) {
                database.sql("""
                        update forgettings
                           set removed = removed || jsonb_build_object(:what::text, coalesce((removed ->> :what::text)::bigint, 0) + :count)
                         where id = :id
                        """)
                        .param("what", what)
                        .param("count", count)
                        .param("id", id)
                        .update();
            }
        });
    }

    /** How much of each kind went in all goes. */
    Map<String, Long> removed(UUID id) {
        Map<String, Long> removed = new TreeMap<>();
        database.sql(
                        "select e.key, e.value::bigint as count from forgettings f, jsonb_each_text(f.removed) e where f.id = ?")
                .param(id)
                .query(row -> {
                    removed.put(row.getString("key"), row.getLong("count"));
                });
        return removed;
    }

    void end(UUID id) {
        database.sql("update forgettings set ended_at = now() where id = ? and ended_at is null")
                .param(id)
                .update();
    }
}
