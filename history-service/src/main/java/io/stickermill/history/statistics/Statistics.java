package io.stickermill.history.statistics;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts over stickers, jobs, and what is left of jobs whose timelines are gone. */
public class Statistics {

    private final JdbcClient database;

    Statistics(JdbcClient database) {
        this.database = database;
    }

    /**
     * A day's count of one style.
     *
     * @param day in UTC, of the request
     * @param style {@code unknown} where a job failed and its request told no style
     * @param made stickers, deleted ones too; not those of other people that were brought in
     * @param failed jobs without a sticker that were not cancelled
     */
    public record Day(LocalDate day, String style, long made, long failed) {}

    /** Newest day first. */
    public List<Day> ofUser(UUID userId, LocalDate first, LocalDate last) {
        return database.sql("""
                select day, style_preset_id, sum(made) as made, sum(failed) as failed
                  from (select (created_at at time zone 'UTC')::date as day, style_preset_id, 1 as made, 0 as failed
                          from stickers
                         where user_id = :user and created_at >= :from and created_at < :to
                           and generation_type <> 'foreign'
                        union all
                        select (requested_at at time zone 'UTC')::date, coalesce(style_preset_id, 'unknown'), 0, 1
                          from jobs
                         where user_id = :user and requested_at >= :from and requested_at < :to and state = 'failed'
                        union all
                        select day, style_preset_id, 0, failed
                          from failed_days
                         where user_id = :user and day between :first and :last) as counted
                 group by day, style_preset_id
                 order by day desc, style_preset_id
                """)
                .param("user", userId)
                .param("from", midnight(first))
                .param("to", midnight(last.plusDays(1)))
                .param("first", first)
                .param("last", last)
                .query((row, _) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getString("style_preset_id"),
                        row.getLong("made"),
                        row.getLong("failed")))
                .list();
    }

    private static Timestamp midnight(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
