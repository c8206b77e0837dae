package io.stickermill.gateway.retention;

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

    private static final SweptSchema SCHEMA = new SweptSchema("gateway", GatewayExpiries.class);
    private static final JdbcClient DATABASE = SCHEMA.database();

    @Test
    void requestsStayBoundedForMonthsAndSessionsStay() {
        UUID user = UUID.randomUUID();
        DATABASE.sql("insert into users (id, bot_id, telegram_id, language) values (?, 1, ?, 'en')")
                .params(user, user.getMostSignificantBits())
                .update();
        UUID kept = UUID.randomUUID();
        // Its photo could not be removed from storage yet.
        api(kept, SweptSchema.START, null);

        SCHEMA.pass(300, _ -> requestsOf(user));

        Instant oldest = SCHEMA.now().minus(Duration.ofDays(180));
        for (String table : new String[] {"photo_requests", "albums"}) {
            assertThat(SCHEMA.count(table + " where created_at < ?", oldest)).isZero();
            assertThat(SCHEMA.count(table + " where created_at >= ?", oldest)).isEqualTo(181);
        }
        Instant oldestUpload = SCHEMA.now().minus(Duration.ofDays(30));
        assertThat(SCHEMA.count("api_requests where expires_at < ? and job_id <> '" + kept + "'", oldestUpload))
                .isZero();
        assertThat(SCHEMA.count("api_requests where expires_at >= ?", oldestUpload))
                .isEqualTo(31);
        assertThat(SCHEMA.count("api_requests where expires_at = ? and job_id = '" + kept + "'", SweptSchema.START))
                .as("it is how the photo is found")
                .isOne();
        assertThat(DATABASE.sql("select count(*) from sessions where user_id = ?")
                        .param(user)
                        .query(Long.class)
                        .single())
                .isEqualTo(300);
    }

    @Test
    void aLifetimeBelowTheTopicsIsRefusedAtTheStart() {
        SCHEMA.assertRefusedAtTheStart("photo-requests", "1d", "set at least 21d");
        SCHEMA.assertRefusedAtTheStart("api-requests", "1d", "set at least 21d");
    }

    /** A photo, its album, and what came by HTTP. */
    private static void requestsOf(UUID user) {
        UUID id = UUID.randomUUID();
        Timestamp at = Timestamp.from(SCHEMA.now());
        DATABASE.sql("insert into sessions (id, user_id, chat_id, state, env) values (?, ?, 1, 'open', 'test')")
                .params(id, user)
                .update();
        DATABASE.sql("""
                insert into photo_requests (job_id, session_id, user_id, chat_id, telegram_user_id, photo_file_id,
                                            requested_at, created_at)
                values (?, ?, ?, 1, 1, 'photo', ?, ?)
                """).params(id, id, user, at, at).update();
        DATABASE.sql("""
                insert into albums (chat_id, media_group_id, session_id, created_at) values (1, ?, ?, ?)
                """).params(id.toString(), id, at).update();
        api(id, SCHEMA.now(), SCHEMA.now());
    }

    private static void api(UUID id, Instant expires, Instant removed) {
        DATABASE.sql("""
                insert into api_requests (job_id, body_digest, chat_id, storage_key, expires_at, removed_at)
                values (:id, 'digest', 1, 'uploads/x', :expires, :removed)
                """)
                .param("id", id)
                .param("expires", Timestamp.from(expires))
                .param("removed", removed == null ? null : Timestamp.from(removed))
                .update();
    }
}
