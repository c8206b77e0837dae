package io.stickermill.delivery.retention;

import static io.stickermill.platform.fixture.SweptSchema.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.SweptSchema;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months pass by a clock that the test moves. */
class RetentionIT {

    private static final SweptSchema SCHEMA = new SweptSchema("delivery", DeliveryExpiries.class);
    private static final JdbcClient DATABASE = SCHEMA.database();

    @Test
    void ledgersStayBoundedForMonths() {
        UUID stuck = UUID.randomUUID();
        ledger("deliveries", stuck, "claimed", START, START.plus(Duration.ofDays(1000)));

        SCHEMA.pass(180, day -> {
            Instant now = SCHEMA.now();
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
        });

        Instant oldest = SCHEMA.now().minus(Duration.ofDays(30));
        for (String table : new String[] {"deliveries", "uploads"}) {
            assertThat(SCHEMA.count(table + " where created_at < ? and id <> '" + stuck + "'", oldest))
                    .isZero();
            assertThat(SCHEMA.count(table + " where created_at >= ? and state = 'done'", oldest))
                    .isEqualTo(31);
            assertThat(SCHEMA.count(table + " where created_at >= ?", oldest)).isBetween(92L, 93L);
        }
        assertThat(SCHEMA.count("deliveries where created_at <= ? and id = '" + stuck + "'", START))
                .as("what somebody works on")
                .isOne();
        assertThat(SCHEMA.count("status_messages where created_at < ?", oldest)).isZero();
        assertThat(SCHEMA.count("status_messages where created_at >= ?", oldest))
                .isEqualTo(31);
        assertThat(SCHEMA.count("album_jobs where since < ?", oldest)).isZero();
        assertThat(SCHEMA.count("album_jobs where since >= ?", oldest)).isEqualTo(31);
        String unreachable = "known_chats where chat_id between 1000000 and 1999999 and refused_at ";
        assertThat(SCHEMA.count(unreachable + "< ?", oldest)).isZero();
        assertThat(SCHEMA.count(unreachable + ">= ?", oldest)).isEqualTo(31);
        assertThat(SCHEMA.count("known_chats where chat_id between 2000000 and 2999999 and refused_at >= ?", START))
                .as("where a group has moved")
                .isEqualTo(180);
        DATABASE.sql("delete from deliveries where id = ?").param(stuck).update();
        DATABASE.sql("delete from known_chats where chat_id > 1000000").update();
    }

    @Test
    void aLedgerThatForgetsBeforeTheTopicsIsRefusedAtTheStart() {
        for (String setting : new String[] {"deliveries", "uploads", "status-messages"}) {
            SCHEMA.assertRefusedAtTheStart(setting, "20d", "set at least 21d");
        }
    }

    private void ledger(String table, UUID id, String state, Instant created, Instant lease) {
        boolean done = state.equals("done");
        DATABASE.sql("insert into " + table + " (id, state, lease_until, created_at, ended_at, "
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
        DATABASE.sql("""
                insert into known_chats (chat_id, moved_to, reason, refused_at) values (:chat, :moved, 'BLOCKED', :at)
                """)
                .param("chat", chat)
                .param("moved", movedTo)
                .param("at", Timestamp.from(SCHEMA.now()))
                .update();
    }

    private void row(String insert) {
        DATABASE.sql(insert)
                .params(UUID.randomUUID(), Timestamp.from(SCHEMA.now()))
                .update();
    }
}
