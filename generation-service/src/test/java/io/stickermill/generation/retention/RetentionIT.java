package io.stickermill.generation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.SweptSchema;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Months pass by a clock that the test moves. */
class RetentionIT {

    private static final SweptSchema SCHEMA = new SweptSchema("generation", GenerationExpiries.class);

    @Test
    void jobsStayBoundedForMonthsAndWhatWaitsIsNeverForgotten() {
        SCHEMA.pass(180, _ -> {
            row("insert into generations (id, state, created_at, ended_at) values (:id, 'done', :at, :at)");
            row("insert into generations (id, state, created_at) values (:id, 'free', :at)");
            row("""
                insert into generations (id, state, created_at, chat_id, place, request, due_at)
                values (:id, 'waiting', :at, 77, 1, 'x', :at)
                """);
            row("insert into cancelled_jobs (job_id, cancelled_at) values (:id, :at)");
        });

        Instant oldest = SCHEMA.now().minus(Duration.ofDays(30));
        assertThat(SCHEMA.count("generations where request is null and created_at < ?", oldest))
                .isZero();
        assertThat(SCHEMA.count("generations where request is null and created_at >= ?", oldest))
                .isEqualTo(62);
        assertThat(SCHEMA.count(
                        "generations where state = 'waiting' and chat_id = 77 and created_at >= ?", SweptSchema.START))
                .as("what waits")
                .isEqualTo(180);
        assertThat(SCHEMA.count("cancelled_jobs where cancelled_at < ?", oldest))
                .isZero();
        assertThat(SCHEMA.count("cancelled_jobs where cancelled_at >= ?", oldest))
                .isEqualTo(31);
        SCHEMA.database().sql("delete from generations where chat_id = 77").update();
    }

    @Test
    void aLifetimeBelowTheTopicsIsRefusedAtTheStart() {
        SCHEMA.assertRefusedAtTheStart("generations", "1d", "set at least 21d");
        SCHEMA.assertRefusedAtTheStart("cancelled-jobs", "1d", "set at least 21d");
    }

    private static void row(String insert) {
        SCHEMA.database()
                .sql(insert)
                .param("id", UUID.randomUUID())
                .param("at", Timestamp.from(SCHEMA.now()))
                .update();
    }
}
