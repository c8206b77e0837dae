package io.stickermill.backfill.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The table of runs. */
public class Runs {

    private final JdbcClient database;

    Runs(JdbcClient database) {
        this.database = database;
    }

    UUID start(Source source, Filters filters, boolean createRows) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into backfill_runs
                       (id, source, state, env, user_id, since, until, generation_type, max_items, create_rows)
                values (:id, :source, 'planning', :env, :user::uuid, :since::timestamptz, :until::timestamptz, :type,
                        :limit::bigint, :rows)
                """)
                .param("id", id)
                .param("source", source.id())
                .param("env", filters.env())
                .param("user", filters.user())
                .param("since", timestamp(filters.since()))
                .param("until", timestamp(filters.until()))
                .param("type", filters.type())
                .param("limit", filters.limit())
                .param("rows", createRows)
                .update();
        return id;
    }

    public Optional<Run> find(UUID id) {
        return database.sql("select * from backfill_runs where id = ?")
                .param(id)
                .query(Runs::run)
                .optional();
    }

    List<Run> newest(int limit) {
        return database.sql("select * from backfill_runs order by started_at desc limit ?")
                .param(limit)
                .query(Runs::run)
                .list();
    }

    /** Stops the workers within the second for which they remember a run's state. False if it can't be paused now. */
    boolean pause(UUID id) {
        return moved(id, RunState.PAUSED, "");
    }

    /** What has not ended is published again: workers let go of a paused run's records. */
    boolean resume(UUID id) {
        return moved(
                id, RunState.PLANNING, ", epoch = epoch + 1, republish_after = '00000000-0000-0000-0000-000000000000'");
    }

    /** What is being worked on ends as it would; all the rest never begins. */
    @Transactional
    boolean cancel(UUID id) {
        boolean moved = moved(id, RunState.CANCELLED, ", ended_at = now()");
        if (moved) {
            database.sql("""
                    update backfill_items set state = 'cancelled', ended_at = now() where run_id = ? and state = 'free'
                    """).param(id).update();
        }
        return moved;
    }

    /** Ends the runs whose every item is counted. */
    @Transactional
    void finishWhatIsDone() {
        database.sql("""
                update backfill_runs r set state = 'finished', ended_at = now()
                 where r.state = 'running'
                   and r.planned <= (select coalesce(sum(c.items), 0) from backfill_counts c
                                     where c.run_id = r.id and c.outcome <> 'again')
                """).update();
    }

    /** Runs of which every item has ended a while ago, and yet not all are counted. */
    List<UUID> endedButNotCounted() {
        return database.sql("""
                select r.id from backfill_runs r
                 where r.state = 'running' and r.planned_at < now() - interval '2 minutes'
                   and not exists (select from backfill_items i where i.run_id = r.id and i.state in ('free', 'claimed'))
                   and not exists (select from backfill_items i
                                    where i.run_id = r.id and i.ended_at > now() - interval '2 minutes')
                """)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** @param more assignments besides the state; a constant of this class */
    private boolean moved(UUID id, RunState to, String more) {
        String[] from = Arrays.stream(RunState.values())
                .filter(state -> state.next().contains(to))
                .map(RunState::id)
                .toArray(String[]::new);
        return database.sql("update backfill_runs set state = ?" + more + " where id = ? and state = any (?)")
                        .params(to.id(), id, from)
                        .update()
                == 1;
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                Source.named(row.getString("source")).orElseThrow(),
                RunState.named(row.getString("state")),
                row.getInt("epoch"),
                new Filters(
                        row.getString("env"),
                        row.getObject("user_id", UUID.class),
                        instant(row, "since"),
                        instant(row, "until"),
                        row.getString("generation_type"),
                        row.getObject("max_items", Long.class)),
                row.getBoolean("create_rows"),
                row.getLong("planned"),
                row.getBoolean("planning_done"),
                row.getTimestamp("snapshot_at").toInstant(),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "planned_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant value) {
        return value == null ? null : Timestamp.from(value);
    }
}
