package io.stickermill.generation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.retention.RetentionSweep;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Months pass by a clock that the test moves. */
class RetentionIT {

    private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");

    private static JdbcClient database;

    private Instant now = START;

    @BeforeAll
    static void migrate() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("generation");
        var source = new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
        Flyway.configure()
                .dataSource(source)
                .schemas("generation")
                .createSchemas(false)
                .load()
                .migrate();
        database = JdbcClient.create(source);
    }

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withUserConfiguration(RetentionConfiguration.class, GenerationExpiries.class)
                .withBean(JdbcClient.class, () -> database)
                .withBean(InstantSource.class, () -> () -> now)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void jobsStayBoundedForMonthsAndWhatWaitsIsNeverForgotten() {
        service().run(context -> {
            var sweep = context.getBean(RetentionSweep.class);
            for (int day = 0; day < 180; day++) {
                now = START.plus(day, ChronoUnit.DAYS);
                row("insert into generations (id, state, created_at, ended_at) values (:id, 'done', :at, :at)");
                row("insert into generations (id, state, created_at) values (:id, 'free', :at)");
                row("""
                    insert into generations (id, state, created_at, chat_id, place, request, due_at)
                    values (:id, 'waiting', :at, 77, 1, 'x', :at)
                    """);
                row("insert into cancelled_jobs (job_id, cancelled_at) values (:id, :at)");
                sweep.run();
            }
            Instant oldest = now.minus(Duration.ofDays(30));

            assertThat(count("generations where request is null and created_at < ?", oldest))
                    .isZero();
            assertThat(count("generations where request is null and created_at >= ?", oldest))
                    .isEqualTo(62);
            assertThat(count("generations where state = 'waiting' and chat_id = 77 and created_at >= ?", START))
                    .as("what waits")
                    .isEqualTo(180);
            assertThat(count("cancelled_jobs where cancelled_at < ?", oldest)).isZero();
            assertThat(count("cancelled_jobs where cancelled_at >= ?", oldest)).isEqualTo(31);
            database.sql("delete from generations where chat_id = 77").update();
        });
    }

    @Test
    void aLifetimeBelowTheTopicsIsRefusedAtTheStart() {
        for (String setting : new String[] {"generations", "cancelled-jobs"}) {
            service()
                    .withPropertyValues("stickermill.retention." + setting + "=1d")
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContaining("stickermill.retention." + setting + " is 1d"));
        }
    }

    private void row(String insert) {
        database.sql(insert)
                .param("id", UUID.randomUUID())
                .param("at", Timestamp.from(now))
                .update();
    }

    private static long count(String rows, Instant at) {
        return database.sql("select count(*) from " + rows)
                .param(Timestamp.from(at))
                .query(Long.class)
                .single();
    }
}
