package io.stickermill.gateway.retention;

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
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("gateway");
        var source = new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
        Flyway.configure()
                .dataSource(source)
                .schemas("gateway")
                .createSchemas(false)
                .load()
                .migrate();
        database = JdbcClient.create(source);
    }

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withUserConfiguration(RetentionConfiguration.class, GatewayExpiries.class)
                .withBean(JdbcClient.class, () -> database)
                .withBean(InstantSource.class, () -> () -> now)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void requestsStayBoundedForMonthsAndSessionsStay() {
        service().run(context -> {
            var sweep = context.getBean(RetentionSweep.class);
            UUID user = UUID.randomUUID();
            database.sql("insert into users (id, bot_id, telegram_id, language) values (?, 1, ?, 'en')")
                    .params(user, user.getMostSignificantBits())
                    .update();
            UUID kept = UUID.randomUUID();
            // Its photo could not be removed from storage yet.
            api(kept, START, null);
            for (int day = 0; day < 300; day++) {
                now = START.plus(day, ChronoUnit.DAYS);
                UUID id = UUID.randomUUID();
                Timestamp at = Timestamp.from(now);
                database.sql("insert into sessions (id, user_id, chat_id, state, env) values (?, ?, 1, 'open', 'test')")
                        .params(id, user)
                        .update();
                database.sql("""
                        insert into photo_requests (job_id, session_id, user_id, chat_id, telegram_user_id, photo_file_id,
                                                    requested_at, created_at)
                        values (?, ?, ?, 1, 1, 'photo', ?, ?)
                        """).params(id, id, user, at, at).update();
                database.sql("""
                        insert into albums (chat_id, media_group_id, session_id, created_at) values (1, ?, ?, ?)
                        """).params(id.toString(), id, at).update();
                api(id, now, now);
                sweep.run();
            }

            Instant oldest = now.minus(Duration.ofDays(180));
            for (String table : new String[] {"photo_requests", "albums"}) {
                assertThat(count(table + " where created_at < ?", oldest)).isZero();
                assertThat(count(table + " where created_at >= ?", oldest)).isEqualTo(181);
            }
            assertThat(count(
                            "api_requests where expires_at < ? and job_id <> '" + kept + "'",
                            now.minus(Duration.ofDays(30))))
                    .isZero();
            assertThat(count("api_requests where expires_at >= ?", now.minus(Duration.ofDays(30))))
                    .isEqualTo(31);
            assertThat(count("api_requests where expires_at = ? and job_id = '" + kept + "'", START))
                    .as("it is how the photo is found")
                    .isOne();
            assertThat(database.sql("select count(*) from sessions where user_id = ?")
                            .param(user)
                            .query(Long.class)
                            .single())
                    .isEqualTo(300);
        });
    }

    @Test
    void aLifetimeBelowTheTopicsIsRefusedAtTheStart() {
        for (String setting : new String[] {"photo-requests", "api-requests"}) {
            service()
                    .withPropertyValues("stickermill.retention." + setting + "=1d")
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContaining("stickermill.retention." + setting + " is 1d"));
        }
    }

    private static void api(UUID id, Instant expires, Instant removed) {
        database.sql("""
                insert into api_requests (job_id, body_digest, chat_id, storage_key, expires_at, removed_at)
                values (:id, 'digest', 1, 'uploads/x', :expires, :removed)
                """)
                .param("id", id)
                .param("expires", Timestamp.from(expires))
                .param("removed", removed == null ? null : Timestamp.from(removed))
                .update();
    }

    private static long count(String rows, Instant at) {
        return database.sql("select count(*) from " + rows)
                .param(Timestamp.from(at))
                .query(Long.class)
                .single();
    }
}
