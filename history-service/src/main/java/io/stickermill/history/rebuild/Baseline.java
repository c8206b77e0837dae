package io.stickermill.history.rebuild;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the topics can't tell, copied from the live tables before they are read: what is older than they are, imported rows
 * and rows made from old sessions. What events then say of these rows (a backfilled path) comes on top, as it did live.
 */
final class Baseline {

    private final JdbcClient database;

    Baseline(JdbcClient database) {
        this.database = database;
    }

    /** Rows that are there already stay. */
    long copy(HistoryTable table, Instant horizon) {
        return database.sql("""
                insert into %1$s (%2$s)
                select %3$s from %4$s t where %5$s
                on conflict do nothing
                """.formatted(
                                table.rebuilt(),
                                String.join(", ", table.columns()),
                                table.list("t"),
                                table.live(),
                                table.untold()))
                .param("horizon", Timestamp.from(horizon))
                .update();
    }
}
