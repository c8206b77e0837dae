package io.stickermill.history.retention;

import io.stickermill.platform.retention.ExpiredRows;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs and their timelines. In the same statement, those that failed are added to their day's count. */
class OldJobs implements ExpiredRows {

    private final JdbcClient database;

    OldJobs(JdbcClient database) {
        this.database = database;
    }

    @Override
    public int remove(Instant before, int most) {
        return database.sql("""
                with old as (
                    select id from jobs where coalesce(ended_at, received_at, inserted_at) < :before
                     order by coalesce(ended_at, received_at, inserted_at) limit :most for update skip locked),
                gone as (
                    delete from jobs where id in (select id from old)
                    returning state, user_id, requested_at, style_preset_id),
                timelines as (
                    delete from job_events where job_id in (select id from old)),
                unknown as (
                    delete from unknown_sends where job_id in (select id from old)),
                counted as (
                    insert into failed_days (user_id, day, style_preset_id, failed)
                    select user_id, (requested_at at time zone 'UTC')::date, coalesce(style_preset_id, 'unknown'),
                           count(*)
                      from gone
                     where state = 'failed' and user_id is not null and requested_at is not null
                     group by 1, 2, 3
                     order by 1, 2, 3
                    on conflict (user_id, day, style_preset_id)
                    do update set failed = failed_days.failed + excluded.failed)
                select count(*) from gone
                """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query(Integer.class)
                .single();
    }
}
