package io.stickermill.generation.job;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Jobs that nobody waits for any more. Generation drops them to save its work; whether the sticker still comes is decided
 * by delivery, which also tells of the end.
 */
final class Cancellations {

    private final JdbcClient database;

    Cancellations(JdbcClient database) {
        this.database = database;
    }

    /** Dropped in the middle of the work. */
    static final class Cancelled extends RuntimeException {
        Cancelled(UUID jobId) {
            super("job " + jobId + " was cancelled", null, false, false);
        }
    }

    /** Also of a job that has not come yet. */
    void note(UUID jobId) {
        database.sql("insert into cancelled_jobs (job_id) values (?) on conflict (job_id) do nothing")
                .param(jobId)
                .update();
    }

    boolean isCancelled(UUID jobId) {
        return database.sql("select exists (select 1 from cancelled_jobs where job_id = ?)")
                .param(jobId)
                .query(Boolean.class)
                .single();
    }
}
