package io.stickermill.backfill.plan;

import io.stickermill.backfill.run.DryRun;
import io.stickermill.backfill.run.Filters;
import io.stickermill.backfill.run.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads what is missing from the tables of history and gateway, a page at a time. */
class MissingRows implements DryRun {

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient database;
    private final Clock clock;

    MissingRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    List<MissingRow> page(Phase phase, Filters filters, Instant snapshot, UUID after, int limit) {
        return bound(phase.query() + " order by s.id limit " + limit, filters, snapshot, after)
                .query(MissingRows::row)
                .list();
    }

    @Override
    public List<Found> count(Source source, Filters filters) {
        Instant snapshot = clock.instant();
        return Phase.of(source).stream()
                .flatMap(phase -> bound("""
                                select case when f.file_id is not null then 'by_file_id'
                                            when f.sticker_set_name is not null then 'by_sticker_set'
                                            else 'no_file_id' end as reason, count(*) as items
                                  from (%s limit %s) f group by 1 order by 1
                                """.formatted(phase.query(), limit(filters)), filters, snapshot, FIRST)
                        .query((row, _) ->
                                new Found(phase.subject().name(), row.getString("reason"), row.getLong("items")))
                        .list()
                        .stream())
                .toList();
    }

    private static String limit(Filters filters) {
        return filters.limit() == null ? "all" : Long.toString(filters.limit());
    }

    private StatementSpec bound(String sql, Filters filters, Instant snapshot, UUID after) {
        return database.sql(sql)
                .param("after", after)
                .param("snapshot", Timestamp.from(snapshot))
                .param("env", filters.env())
                .param("user", filters.user())
                .param("since", timestamp(filters.since()))
                .param("until", timestamp(filters.until()))
                .param("type", filters.type());
    }

    private static MissingRow row(ResultSet row, int number) throws SQLException {
        Long size = row.getObject("pack_size", Long.class);
        return new MissingRow(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getObject("session_id", UUID.class),
                row.getObject("pack_batch_id", UUID.class),
                row.getObject("sticker_id", UUID.class),
                row.getString("file_id"),
                row.getString("sticker_set_name"),
                row.getObject("pack_index", Integer.class),
                size == null ? null : Math.toIntExact(size),
                row.getString("path"),
                row.getString("env"),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant value) {
        return value == null ? null : Timestamp.from(value);
    }
}
