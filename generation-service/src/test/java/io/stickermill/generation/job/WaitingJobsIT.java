package io.stickermill.generation.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.generation.job.WaitingJobs.Stored;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.dispatch.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The queue on a real PostgreSQL, in another schema than the service's, whose runner would take the jobs. */
class WaitingJobsIT {

    private static JdbcClient database;

    private final WaitingJobs jobs = new WaitingJobs(database, "photo-requests", Duration.ofMinutes(1));

    @BeforeAll
    static void table() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("backfill");
        var source = new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
        Flyway.configure()
                .dataSource(source)
                .schemas("backfill")
                .createSchemas(false)
                .table("waiting_jobs_test")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        database = JdbcClient.create(source);
    }

    @BeforeEach
    void empty() {
        database.sql("delete from generations").update();
    }

    @Test
    void aChatHasOneJobInWorkAndTheyComeInOrder() {
        UUID first = store(1);
        UUID second = store(1);

        StoredJob claimed = claimNext().orElseThrow();
        assertThat(claimed.id()).isEqualTo(first);
        assertThat(jobs.due(10)).isEmpty();

        jobs.done(claimed);
        assertThat(claimNext().orElseThrow().id()).isEqualTo(second);
    }

    /** However fast they are made: Telegram takes one a second, and what lies ready is in everybody's way. */
    @Test
    void aChatWithManyStickersThatAreNotSentYetHasNoneMade() {
        List<UUID> ready = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ready.add(store(1));
            jobs.done(claimNext().orElseThrow());
        }
        UUID next = store(1);
        UUID others = store(2);
        assertThat(jobs.due(10)).containsExactly(others);

        jobs.delivered(ready.getFirst());
        assertThat(jobs.due(10)).containsExactlyInAnyOrder(next, others);
    }

    @Test
    void aStickerMayArriveBeforeItsJobIsMarkedDone() {
        for (int i = 0; i < 8; i++) {
            jobs.delivered(store(1));
            jobs.done(claimNext().orElseThrow());
        }
        UUID next = store(1);

        assertThat(jobs.due(10)).containsExactly(next);
    }

    @Test
    void aStoredJobSaysHowManyAreBeforeIt() {
        assertThat(jobs.store(UUID.randomUUID(), 1, new byte[1], record())).isEqualTo(new Stored.Waiting(0));
        assertThat(jobs.store(UUID.randomUUID(), 1, new byte[1], record())).isEqualTo(new Stored.Waiting(1));
        assertThat(jobs.store(UUID.randomUUID(), 2, new byte[1], record())).isEqualTo(new Stored.Waiting(0));
    }

    @Test
    void whatIsKnownIsNotStoredAgainWhateverBecameOfIt() {
        UUID id = store(1);
        assertThat(jobs.store(id, 1, new byte[1], record())).isInstanceOf(Stored.Known.class);
        StoredJob claimed = claimNext().orElseThrow();
        assertThat(jobs.store(id, 1, new byte[1], record())).isInstanceOf(Stored.Known.class);
        jobs.done(claimed);
        assertThat(jobs.store(id, 1, new byte[1], record())).isInstanceOf(Stored.Known.class);
        assertThat(jobs.due(10)).isEmpty();
    }

    @Test
    void aBacklogDoesNotComeBeforeWhoeverHasWaitedLonger() {
        store(1);
        store(1);
        store(1);
        StoredJob first = claimNext().orElseThrow();
        UUID other = store(2);
        jobs.done(first);
        jobs.turn(1);

        assertThat(claimNext().orElseThrow().id()).isEqualTo(other);
        assertThat(claimNext().orElseThrow().chatId()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatHasGoneBackInTimeIsNoticed() {
        assertThat(jobs.isOfToday()).isTrue();
        assertThat(jobs.isOfToday()).isTrue();
        database.sql("select setval('generation_looks', 1)").query((_, _) -> 1).list();
        assertThat(jobs.isOfToday()).isFalse();
        assertThat(new WaitingJobs(database, "photo-requests", Duration.ofMinutes(1)).isOfToday())
                .as("by whoever saw it before")
                .isTrue();
    }

    @Test
    void ofManyWhoClaimOneGetsIt() throws Exception {
        UUID id = store(1);
        List<Callable<Optional<StoredJob>>> claims = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            claims.add(() -> jobs.claim(id));
        }
        List<StoredJob> granted = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var claim : threads.invokeAll(claims)) {
                claim.get().ifPresent(granted::add);
            }
        }
        assertThat(granted).hasSize(1);
    }

    @Test
    void whoDiesLosesItsJobWhoLivesKeepsIt() {
        var hasty = new WaitingJobs(database, "photo-requests", Duration.ofMillis(400));
        UUID id = store(1);
        StoredJob dead = hasty.claim(id).orElseThrow();
        await().until(() -> jobs.due(1).equals(List.of(id)));

        StoredJob living = jobs.claim(id).orElseThrow();
        assertThat(living.attempt()).isEqualTo(2);
        assertThat(living.ends()).as("a process ended with it").isEqualTo(1);
        assertThat(hasty.renew(dead)).as("it is another's").isFalse();
        assertThat(jobs.renew(living)).isTrue();
        hasty.done(dead);
        assertThat(state(id)).as("the late one ends nothing").isEqualTo("claimed");
        jobs.done(living);
        assertThat(state(id)).isEqualTo("done");
    }

    /** What ended is told from what failed: Telegram's being away is not the photo's doing. */
    @Test
    void anEndIsRememberedAndOtherFailuresAreNoEnds() {
        UUID id = store(1);
        jobs.again(jobs.claim(id).orElseThrow(), Duration.ZERO, false);
        StoredJob second = jobs.claim(id).orElseThrow();
        assertThat(second.ends()).isZero();
        jobs.release(second);
        jobs.ended(jobs.claim(id).orElseThrow());

        StoredJob third = jobs.claim(id).orElseThrow();

        assertThat(third.ends()).isEqualTo(1);
        jobs.deadLettered(third, "again");
        jobs.store(id, 1, new byte[1], replay("2026-01-31T03:00:00Z"));
        assertThat(jobs.claim(id).orElseThrow().ends()).as("of a replay").isZero();
    }

    @Test
    void aShortWaitHoldsTheChatALongOneDoesNot() {
        store(1);
        UUID second = store(1);
        StoredJob first = claimNext().orElseThrow();
        jobs.again(first, Duration.ofMinutes(1), false);
        assertThat(jobs.due(10)).isEmpty();

        database.sql("update generations set due_at = now() where id = ?")
                .param(first.id())
                .update();
        jobs.again(claimNext().orElseThrow(), Duration.ofMinutes(1), true);
        assertThat(jobs.due(10)).containsExactly(second);
    }

    @Test
    void aCancelledJobThatWaitsIsNoLongerThere() {
        UUID first = store(1);
        UUID second = store(1);
        jobs.cancel(first);

        assertThat(jobs.due(10)).containsExactly(second);
        assertThat(state(first)).isEqualTo("failed");
    }

    @Test
    void aDeadLetterIsWorkedOnAnewByAReplayAndOnceByEach() {
        UUID id = store(1);
        jobs.deadLettered(claimNext().orElseThrow(), "broken");
        assertThat(jobs.store(id, 1, new byte[1], record()))
                .as("the original record, read once more")
                .isInstanceOf(Stored.Known.class);
        Delivery replay = replay("2026-01-31T03:00:00Z");

        assertThat(jobs.store(id, 1, new byte[1], replay)).isEqualTo(new Stored.Waiting(0));
        StoredJob again = claimNext().orElseThrow();
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.record().replay()).isEqualTo(replay.replay());
        jobs.deadLettered(again, "still broken");

        assertThat(jobs.store(id, 1, new byte[1], replay)).isInstanceOf(Stored.Known.class);
        assertThat(jobs.store(id, 1, new byte[1], replay("2026-01-31T04:00:00Z")))
                .isEqualTo(new Stored.Waiting(0));
        jobs.done(claimNext().orElseThrow());
        assertThat(jobs.store(id, 1, new byte[1], replay("2026-01-31T05:00:00Z")))
                .as("what is done stays done")
                .isInstanceOf(Stored.Known.class);
    }

    @Test
    void aReplayBringsBackNothingThatWasCancelled() {
        UUID id = store(1);
        jobs.cancel(id);

        assertThat(jobs.store(id, 1, new byte[1], replay("2026-01-31T03:00:00Z")))
                .isInstanceOf(Stored.Known.class);
    }

    /** The version before claims rows that have no request; its record comes again if it dies. */
    @Test
    void whatTheVersionBeforeWorksOnIsLeftToItUntilItDies() {
        UUID id = UUID.randomUUID();
        database.sql("insert into generations (id, state, lease_until) values (?, 'claimed', now() + interval '1 min')")
                .param(id)
                .update();
        assertThat(jobs.store(id, 1, new byte[1], record())).isInstanceOf(Stored.HeldByRecord.class);

        database.sql("update generations set lease_until = now() - interval '1 s' where id = ?")
                .param(id)
                .update();
        assertThat(jobs.store(id, 1, new byte[1], record())).isEqualTo(new Stored.Waiting(0));
        assertThat(claimNext().orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void aRecordsHeadersAreKeptAsTheyWereForItsDeadLetter() {
        UUID id = UUID.randomUUID();
        Headers own = new RecordHeaders()
                .add("job_id", "x".getBytes(UTF_8))
                .add("trace", "one".getBytes(UTF_8))
                .add("trace", new byte[] {(byte) 0xfe, 0})
                .add("trace", null)
                .add("n\0l", new byte[0]);
        var record = new Delivery(
                "photo-requests",
                3,
                14,
                "1",
                Instant.EPOCH,
                1,
                Map.of("job_id", "x", "trace", "\ufffd\0", "n\0l", ""),
                Instant.EPOCH,
                own);

        jobs.store(id, 1, new byte[] {1}, record);

        StoredJob claimed = claimNext().orElseThrow();
        assertThat(claimed.record().ownHeaders()).isEqualTo(own);
        assertThat(claimed.record().header("job_id")).isEqualTo("x");
    }

    @Test
    void aRowOfTheVersionBeforeHasTheHeadersThatItKept() {
        UUID id = store(1);
        database.sql("update generations set record_own_headers = null where id = ?")
                .param(id)
                .update();

        assertThat(claimNext().orElseThrow().record().ownHeaders())
                .isEqualTo(new RecordHeaders().add("job_id", "x".getBytes(UTF_8)));
    }

    private UUID store(long chatId) {
        UUID id = UUID.randomUUID();
        jobs.store(id, chatId, new byte[] {1}, record());
        return id;
    }

    private Optional<StoredJob> claimNext() {
        return jobs.due(1).stream().findFirst().flatMap(jobs::claim);
    }

    private static String state(UUID id) {
        return database.sql("select state from generations where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static Delivery replay(String at) {
        var headers = Map.of("stickermill.replay", "generation.dlt-0-3@" + at);
        return new Delivery("photo-requests", 3, 14, "1", Instant.EPOCH, 1, headers, Instant.EPOCH);
    }

    private static Delivery record() {
        return new Delivery("photo-requests", 3, 14, "1", Instant.EPOCH, 1, Map.of("job_id", "x"), Instant.EPOCH);
    }
}
