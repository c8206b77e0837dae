package io.stickermill.history.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.retention.RetentionSweep;
import io.stickermill.platform.storage.ObjectStorage;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months pass by a clock that the test moves. */
class RetentionIT extends HistoryOnParts {

    private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");
    private static final int MONTHS = 6;
    private static final int DAYS = MONTHS * 30;
    private static final int A_DAY = 6;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private RetentionSweep sweep;

    @Autowired
    private HistoryRetention lifetimes;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MeterRegistry meters;

    private final UUID user = UUID.randomUUID();

    @AfterEach
    void present() {
        clock.follow();
    }

    @Test
    void tablesAndFilesStayBoundedForMonths() {
        List<Sticker> all = new ArrayList<>();
        long most = 0;
        for (int day = 0; day < DAYS; day++) {
            Instant now = START.plus(day, ChronoUnit.DAYS);
            clock.set(now);
            for (int i = 0; i < A_DAY; i++) {
                // Of each day's six: three stay, one is deleted, one is never delivered, one fails.
                all.add(
                        switch (i) {
                            case 0 -> deleted(now);
                            case 1 -> undelivered(now);
                            case 2 -> failed(now);
                            default -> kept(now);
                        });
            }
            note("insert into deletions (sticker_id, deleted_at) values (?, ?)", UUID.randomUUID(), now);
            // A moment of a job that is not there (any more).
            note("insert into job_events (job_id, moment, at) values (?, 'deleted', ?)", UUID.randomUUID(), now);
            note("insert into unknown_sends (job_id, number, at) values (?, 1, ?)", UUID.randomUUID(), now);
            sweep.run();
            most = Math.max(most, count("select count(*) from jobs where user_id = ?"));
        }
        Instant end = START.plus(DAYS - 1, ChronoUnit.DAYS);

        assertThat(most).isLessThanOrEqualTo(A_DAY * (lifetimes.timelines().toDays() + 1));
        assertThat(all).allSatisfy(sticker -> {
            boolean fresh = !sticker.at.isBefore(end.minus(sticker.lifetime));
            assertThat(storage.size(sticker.key).isPresent())
                    .as("%s of %s", sticker.kind, sticker.at)
                    .isEqualTo(sticker.kind.equals("kept") || (fresh && !sticker.kind.equals("failed")));
        });
        assertThat(count("select count(*) from stickers where user_id = ?"))
                .as("rows of delivered stickers stay")
                .isEqualTo(4L * DAYS);
        assertThat(count("select count(*) from stickers where user_id = ? and result_storage_path is null"))
                .as("deleted and without a file")
                .isEqualTo(DAYS - lifetimes.deletedStickers().toDays() - 1);
        assertBounded("stored_objects", "stored_at", lifetimes.undeliveredObjects());
        assertBounded("deletions", "deleted_at", lifetimes.deletions());
        assertBounded("job_events", "at", lifetimes.timelines());
        assertBounded("unknown_sends", "at", lifetimes.timelines());
        assertBounded("jobs", "ended_at", lifetimes.timelines());
        assertThat(count("select count(*) from jobs where user_id = ? and state = 'failed'")
                        + count("select coalesce(sum(failed), 0) from failed_days where user_id = ?"))
                .as("failures stay counted")
                .isEqualTo(DAYS);
        assertThat(meters.get("stickermill.retention.removed")
                        .tag("what", "timelines")
                        .counter()
                        .count())
                .isPositive();
    }

    /** Two rows may name one file, brought in twice: it goes with the last. */
    @Test
    void aFileThatAnotherStickerNamesStays() {
        clock.set(START);
        Sticker deleted = deleted(START);
        UUID other = UUID.randomUUID();
        database.sql("""
                insert into stickers (id, user_id, chat_id, origin, result_storage_path, generation_type, env, created_at)
                values (?, ?, 1, 'import', ?, 'photo', 'test', now())
                """).params(other, user, deleted.key).update();
        clock.set(START.plus(lifetimes.deletedStickers()).plusSeconds(1));

        sweep.run();
        assertThat(storage.size(deleted.key)).isPresent();

        note("update stickers set deleted_at = ? where id = ?", START, other);
        sweep.run();
        assertThat(storage.size(deleted.key)).isEmpty();
    }

    @Test
    void aFileThatStorageDoesNotLetGoHoldsUpNoOther() {
        clock.set(START);
        UUID stuck = UUID.randomUUID();
        String noKey = "stickers/" + "x".repeat(3000);
        database.sql("""
                insert into stickers (id, user_id, chat_id, origin, result_storage_path, generation_type, env, created_at,
                                      deleted_at)
                values (?, ?, 1, 'import', ?, 'photo', 'test', now(), ?)
                """)
                .params(stuck, user, noKey, Timestamp.from(START.minusSeconds(1)))
                .update();
        Sticker deleted = deleted(START);
        clock.set(START.plus(lifetimes.deletedStickers()).plusSeconds(1));

        sweep.run();

        assertThat(storage.size(deleted.key)).isEmpty();
        assertThat(count("select count(*) from stickers where user_id = ? and length(result_storage_path) > 3000"))
                .as("is tried again")
                .isOne();
        database.sql("delete from stickers where id = ?").param(stuck).update();
    }

    @Test
    void whatIsNotDeliveredIsListedUntilItGoes() throws Exception {
        clock.set(START);
        Sticker undelivered = undelivered(START);

        assertThat(get("/v1/objects/undelivered?limit=100").body())
                .contains(undelivered.key)
                .contains("\"removed_from\":\"" + START.plus(lifetimes.undeliveredObjects()) + "\"");

        clock.set(START.plus(lifetimes.undeliveredObjects()).plusSeconds(1));
        sweep.run();

        assertThat(get("/v1/objects/undelivered?limit=100").body()).doesNotContain(undelivered.key);
        assertThat(storage.size(undelivered.key)).isEmpty();
    }

    private void assertBounded(String table, String column, Duration lifetime) {
        Instant oldest = database.sql("select min(" + column + ") from " + table + " where " + column + " >= ?")
                .param(Timestamp.from(START))
                .query(Timestamp.class)
                .single()
                .toInstant();
        assertThat(oldest)
                .as("oldest of " + table)
                .isEqualTo(START.plus(DAYS - 1, ChronoUnit.DAYS).minus(lifetime));
    }

    private record Sticker(String kind, String key, Instant at, Duration lifetime) {}

    private Sticker kept(Instant at) {
        return delivered("kept", at, false, Duration.ZERO);
    }

    private Sticker deleted(Instant at) {
        return delivered("deleted", at, true, lifetimes.deletedStickers());
    }

    private Sticker delivered(String kind, Instant at, boolean deleted, Duration lifetime) {
        UUID id = UUID.randomUUID();
        String key = object(id);
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, origin, telegram_file_id,
                                      generation_type, env, created_at, delivered_at, result_storage_path, stored_at,
                                      deleted_at)
                values (:id, :id, :user, 1, :id, 'live', 'file', 'photo', 'test', :at, :at, :key, :at,
                        case when :deleted then :at::timestamptz end)
                """)
                .param("id", id)
                .param("user", user)
                .param("at", Timestamp.from(at))
                .param("key", key)
                .param("deleted", deleted)
                .update();
        job(id, "delivered", at);
        return new Sticker(kind, key, at, lifetime);
    }

    private Sticker undelivered(Instant at) {
        UUID id = UUID.randomUUID();
        String key = object(id);
        database.sql("insert into stored_objects (sticker_id, storage_key, size_bytes, stored_at) values (?, ?, 9, ?)")
                .params(id, key, Timestamp.from(at))
                .update();
        job(id, "failed", at);
        return new Sticker("undelivered", key, at, lifetimes.undeliveredObjects());
    }

    private Sticker failed(Instant at) {
        UUID id = UUID.randomUUID();
        job(id, "cancelled", at);
        return new Sticker("failed", "stickers/never/" + id, at, Duration.ZERO);
    }

    private void job(UUID id, String state, Instant at) {
        database.sql("""
                insert into jobs (id, chat_id, state, user_id, requested_at, received_at, ended_at)
                values (:id, 1, :state, :user, :at, :at, :at)
                """)
                .param("id", id)
                .param("state", state)
                .param("user", user)
                .param("at", Timestamp.from(at))
                .update();
        note("insert into job_events (job_id, moment, at) values (?, 'accepted', ?)", id, at);
    }

    private String object(UUID id) {
        String key = "stickers/" + user + "/" + id + ".webp";
        storage.put(key, "RIFF....WEBP".getBytes(StandardCharsets.UTF_8));
        return key;
    }

    private void note(String sql, Object first, Object second) {
        database.sql(sql)
                .param(first instanceof Instant at ? Timestamp.from(at) : first)
                .param(second instanceof Instant at ? Timestamp.from(at) : second)
                .update();
    }

    private long count(String sql) {
        return database.sql(sql).param(user).query(Long.class).single();
    }
}
