package io.stickermill.delivery.retention;

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
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Months pass by a clock that the test moves. */
class RetentionIT {

    private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");

    private static JdbcClient database;

    private Instant now = START;

    @BeforeAll
    static void migrate() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("delivery");
        var source = new SingleConnectionDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"),
                true);
        Flyway.configure()
                .dataSource(source)
                .schemas("delivery")
                .createSchemas(false)
                .load()
                .migrate();
        database = JdbcClient.create(source);
    }

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withUserConfiguration(RetentionConfiguration.class, DeliveryExpiries.class)
                .withBean(JdbcClient.class, () -> database)
                .withBean(InstantSource.class, () -> () -> now)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void ledgersStayBoundedForMonths() {
        service().run(context -> {
            var sweep = context.getBean(RetentionSweep.class);
            UUID stuck = UUID.randomUUID();
            ledger("deliveries", stuck, "claimed", START, START.plus(Duration.ofDays(1000)));
            for (int day = 0; day < 180; day++) {
                now = START.plus(day, ChronoUnit.DAYS);
                for (String table : new String[] {"deliveries", "uploads"}) {
                    ledger(table, UUID.randomUUID(), "done", now, null);
                    // Given back, and then lost to the dead letters; and one whose owner died.
                    ledger(table, UUID.randomUUID(), "free", now, null);
                    ledger(table, UUID.randomUUID(), "claimed", now, now.plusSeconds(45));
                }
                row("insert into status_messages (job_id, chat_id, step, created_at) values (?, 1, 1, ?)");
                row("insert into album_jobs (job_id, album_id, since) values (?, gen_random_uuid(), ?)");
                unreachable(1_000_000 + day, null);
                unreachable(2_000_000 + day, 5L);
                sweep.run();
            }
            Instant oldest = now.minus(Duration.ofDays(30));

            for (String table : new String[] {"deliveries", "uploads"}) {
                assertThat(count(table, "created_at < ? and id <> '" + stuck + "'", oldest))
                        .isZero();
                assertThat(count(table, "created_at >= ? and state = 'done'", oldest))
                        .isEqualTo(31);
                assertThat(count(table, "created_at >= ?", oldest)).isBetween(92L, 93L);
            }
            assertThat(count("deliveries", "created_at <= ? and id = '" + stuck + "'", START))
                    .as("what somebody works on")
                    .isOne();
            assertThat(count("status_messages", "created_at < ?", oldest)).isZero();
            assertThat(count("status_messages", "created_at >= ?", oldest)).isEqualTo(31);
            assertThat(count("album_jobs", "since < ?", oldest)).isZero();
            assertThat(count("album_jobs", "since >= ?", oldest)).isEqualTo(31);
            assertThat(count("known_chats", "chat_id between 1000000 and 1999999 and refused_at < ?", oldest))
                    .isZero();
            assertThat(count("known_chats", "chat_id between 1000000 and 1999999 and refused_at >= ?", oldest))
                    .isEqualTo(31);
            assertThat(count("known_chats", "chat_id between 2000000 and 2999999 and refused_at >= ?", START))
                    .as("where a group has moved")
                    .isEqualTo(180);
            database.sql("delete from deliveries where id = ?").param(stuck).update();
            database.sql("delete from known_chats where chat_id > 1000000").update();
        });
    }

    @Test
    void aLedgerThatForgetsBeforeTheTopicsIsRefusedAtTheStart() {
        for (String setting : new String[] {"deliveries", "uploads", "status-messages"}) {
            service()
                    .withPropertyValues("stickermill.retention." + setting + "=20d")
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContaining("stickermill.retention." + setting + " is 20d")
                            .hasMessageEndingWith("set at least 21d"));
        }
    }

    private void ledger(String table, UUID id, String state, Instant created, Instant lease) {
        boolean done = state.equals("done");
        database.sql("insert into " + table + " (id, state, lease_until, created_at, ended_at, "
                        + (table.equals("uploads") ? "storage_key" : "telegram_message_id")
                        + ") values (:id, :state, :lease, :created, case when :done then :created::timestamptz end, "
                        + (table.equals("uploads") ? "'key'" : "7") + ")")
                .param("id", id)
                .param("state", state)
                .param("lease", lease == null ? null : Timestamp.from(lease))
                .param("created", Timestamp.from(created))
                .param("done", done)
                .update();
    }

    private void unreachable(long chat, Long movedTo) {
        database.sql("""
                insert into known_chats (chat_id, moved_to, reason, refused_at) values (:chat, :moved, 'BLOCKED', :at)
                """)
                .param("chat", chat)
                .param("moved", movedTo)
                .param("at", Timestamp.from(now))
                .update();
    }

    private void row(String insert) {
        database.sql(insert).params(UUID.randomUUID(), Timestamp.from(now)).update();
    }

    private static long count(String table, String condition, Instant at) {
        return database.sql("select count(*) from " + table + " where " + condition)
                .param(Timestamp.from(at))
                .query(Long.class)
                .single();
    }
}
