package io.stickermill.generation.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.job.WaitingJobs.Stored;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.schemas.GenerationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What holds of the queue and the ledger of generation, and of their twin. */
abstract class JobsContract {

    static final Duration LEASE = Duration.ofMinutes(1);

    abstract WaitingJobs waiting();

    abstract ClaimedJobs claimed();

    /** Lets time pass for what is stored. */
    abstract void pass(Duration time);

    @Test
    void aChatHasOneJobInWorkAndTheyComeInOrder() {
        UUID first = store(1);
        UUID second = store(1);

        StoredJob job = claimNext().orElseThrow();
        assertThat(job.id()).isEqualTo(first);
        assertThat(waiting().due(10)).isEmpty();

        ready(job);
        assertThat(claimNext().orElseThrow().id()).isEqualTo(second);
    }

    /** However fast they are made: Telegram takes one a second, and what lies ready is in everybody's way. */
    @Test
    void aChatWithManyStickersThatAreNotSentYetHasNoneMade() {
        List<UUID> ready = new ArrayList<>();
        for (int i = 0; i < WaitingJobs.AHEAD; i++) {
            ready.add(store(1));
            ready(claimNext().orElseThrow());
        }
        UUID next = store(1);
        UUID others = store(2);
        assertThat(waiting().due(10)).containsExactly(others);

        waiting().delivered(ready.getFirst());
        assertThat(waiting().due(10)).containsExactlyInAnyOrder(next, others);
    }

    @Test
    void aStickerMayArriveBeforeItsJobIsMarkedReady() {
        for (int i = 0; i < WaitingJobs.AHEAD; i++) {
            waiting().delivered(store(1));
            ready(claimNext().orElseThrow());
        }
        UUID next = store(1);

        assertThat(waiting().due(10)).containsExactly(next);
    }

    @Test
    void aStoredJobSaysHowManyAreBeforeIt() {
        assertThat(store(UUID.randomUUID(), 1, record())).isEqualTo(new Stored.Waiting(0));
        assertThat(store(UUID.randomUUID(), 1, record())).isEqualTo(new Stored.Waiting(1));
        assertThat(store(UUID.randomUUID(), 2, record())).isEqualTo(new Stored.Waiting(0));
    }

    @Test
    void whatIsKnownIsNotStoredAgainWhateverBecameOfIt() {
        UUID id = store(1);
        assertThat(store(id, 1, record())).isEqualTo(new Stored.Known());
        StoredJob job = claimNext().orElseThrow();
        assertThat(store(id, 1, record())).isEqualTo(new Stored.Known());
        ready(job);
        assertThat(store(id, 1, record())).isEqualTo(new Stored.Known());
        assertThat(waiting().due(10)).isEmpty();
    }

    @Test
    void aBacklogDoesNotComeBeforeWhoeverHasWaitedLonger() {
        store(1);
        store(1);
        store(1);
        StoredJob first = claimNext().orElseThrow();
        pass(Duration.ofSeconds(1));
        UUID other = store(2);
        pass(Duration.ofSeconds(1));
        ready(first);
        waiting().turn(1);

        assertThat(claimNext().orElseThrow().id()).isEqualTo(other);
        assertThat(claimNext().orElseThrow().chatId()).isEqualTo(1);
    }

    @Test
    void whoDiesLosesItsJobAndTheLateOneEndsNothing() {
        UUID id = store(1);
        StoredJob dead = waiting().claim(id).orElseThrow();
        assertThat(waiting().claim(id)).as("another holds it").isEmpty();
        pass(LEASE.plusSeconds(1));

        StoredJob living = waiting().claim(id).orElseThrow();

        assertThat(living.attempt()).isEqualTo(2);
        assertThat(living.ends()).as("a process ended with it").isEqualTo(1);
        assertThat(claimed().renew(dead)).as("it is another's").isFalse();
        claimed().end(dead, new GenerationEnd.Ready());
        claimed().release(dead);
        claimed().again(dead, Duration.ZERO, true);
        assertThat(claimed().renew(living)).isTrue();
        ready(living);
        assertThat(claimed().renew(living)).as("it has ended").isFalse();
        assertThat(waiting().due(10)).isEmpty();
    }

    @Test
    void whoRenewsKeepsItsJob() {
        StoredJob job = waiting().claim(store(1)).orElseThrow();
        pass(LEASE.minusSeconds(10));
        claimed().renew(job);
        pass(LEASE.minusSeconds(10));

        assertThat(waiting().due(10)).isEmpty();
        pass(LEASE);
        assertThat(waiting().due(10)).containsExactly(job.id());
    }

    /** What ended is told from what failed: Telegram's being away is not the photo's doing. */
    @Test
    void anEndIsRememberedAndOtherFailuresAreNoEnds() {
        UUID id = store(1);
        claimed().again(waiting().claim(id).orElseThrow(), Duration.ZERO, false);
        StoredJob second = waiting().claim(id).orElseThrow();
        assertThat(second.ends()).isZero();
        assertThat(second.isSuspected()).isFalse();
        claimed().release(second);
        claimed().makerEnded(waiting().claim(id).orElseThrow());

        StoredJob third = waiting().claim(id).orElseThrow();

        assertThat(third.ends()).isEqualTo(1);
        assertThat(third.isSuspected()).isTrue();
        deadLettered(third);
        store(id, 1, replay("2026-01-31T03:00:00Z"));
        assertThat(waiting().claim(id).orElseThrow().ends()).as("of a replay").isZero();
    }

    @Test
    void aFailedAttemptCountsAndOneThatWasGivenBackOrHadToWaitDoesNot() {
        UUID id = store(1);
        claimed().again(waiting().claim(id).orElseThrow(), Duration.ZERO, false);
        for (int i = 0; i < 3; i++) {
            claimed().release(waiting().claim(id).orElseThrow());
            claimed().later(waiting().claim(id).orElseThrow(), Duration.ofSeconds(1), false);
            assertThat(waiting().claim(id)).as("its time has not come").isEmpty();
            pass(Duration.ofSeconds(2));
        }

        assertThat(waiting().claim(id).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void aJobThatWaitsAsideIsPassedByItsChat() {
        UUID first = store(1);
        UUID second = store(1);
        claimed().later(waiting().claim(first).orElseThrow(), Duration.ofMinutes(1), true);

        assertThat(waiting().due(10)).containsExactly(second);
        assertThat(waiting().claim(second)).isPresent();
        waiting().hasten(first);
        assertThat(waiting().due(10)).containsExactly(first);
        assertThat(waiting().claim(first).orElseThrow().attempt())
                .as("to wait is no attempt")
                .isEqualTo(1);
    }

    @Test
    void aJobThatWaitsForItsTimeIsDueWhenItIsHastened() {
        UUID id = store(1);
        claimed().later(waiting().claim(id).orElseThrow(), Duration.ofMinutes(1), false);
        assertThat(waiting().due(10)).isEmpty();

        waiting().hasten(id);
        waiting().hasten(UUID.randomUUID());

        assertThat(waiting().due(10)).containsExactly(id);
        StoredJob held = waiting().claim(id).orElseThrow();
        waiting().hasten(id);
        assertThat(waiting().due(10)).as("somebody works on it").isEmpty();
        claimed().end(held, new GenerationEnd.Ready());
        waiting().hasten(id);
        assertThat(waiting().due(10)).as("it has ended").isEmpty();
    }

    @Test
    void inItsPlaceAJobHoldsItsChatAndAsideItDoesNotAndThatStaysSo() {
        UUID first = store(1);
        UUID second = store(1);
        claimed().again(claimNext().orElseThrow(), Duration.ofMinutes(1), false);
        assertThat(waiting().due(10)).isEmpty();
        pass(Duration.ofMinutes(2));

        claimed().again(claimNext().orElseThrow(), Duration.ofMinutes(1), true);
        assertThat(waiting().due(10)).containsExactly(second);
        pass(Duration.ofMinutes(2));

        claimed().again(waiting().claim(first).orElseThrow(), Duration.ofMinutes(1), false);
        assertThat(waiting().due(10)).containsExactly(second);
    }

    @Test
    void theQueueOfAChatIsWhatHasNotEndedInItsOrder() {
        waiting().store(UUID.randomUUID(), 1, new byte[] {1}, record());
        waiting().store(UUID.randomUUID(), 2, new byte[] {2}, record());
        waiting().store(UUID.randomUUID(), 1, new byte[] {3}, record());
        waiting().store(UUID.randomUUID(), 1, new byte[] {4}, record());

        assertThat(waiting().queue(1, 2)).containsExactly(new byte[] {1}, new byte[] {3});
        ready(claimNext().orElseThrow());
        assertThat(waiting().queue(1, 9)).containsExactly(new byte[] {3}, new byte[] {4});
    }

    @Test
    void aCancelledJobThatWaitsIsNoLongerThereAndOneInWorkGoesOn() {
        UUID first = store(1);
        UUID second = store(1);
        waiting().cancel(first);
        assertThat(waiting().due(10)).containsExactly(second);

        StoredJob job = claimNext().orElseThrow();
        waiting().cancel(second);
        waiting().cancel(UUID.randomUUID());
        assertThat(claimed().renew(job)).isTrue();
    }

    @Test
    void aDeadLetterIsWorkedOnAnewByAReplayAndOnceByEach() {
        UUID id = store(1);
        deadLettered(claimNext().orElseThrow());
        assertThat(store(id, 1, record()))
                .as("the original record, read once more")
                .isEqualTo(new Stored.Known());
        Delivery replay = replay("2026-01-31T03:00:00Z");

        assertThat(store(id, 1, replay)).isEqualTo(new Stored.Waiting(0));
        StoredJob again = claimNext().orElseThrow();
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.record().replay()).isEqualTo(replay.replay());
        deadLettered(again);

        assertThat(store(id, 1, replay)).isEqualTo(new Stored.Known());
        assertThat(store(id, 1, replay("2026-01-31T04:00:00Z"))).isEqualTo(new Stored.Waiting(0));
        ready(claimNext().orElseThrow());
        assertThat(store(id, 1, replay("2026-01-31T05:00:00Z")))
                .as("what is ready stays so")
                .isEqualTo(new Stored.Known());
    }

    @Test
    void aReplayBringsBackNothingThatWasCancelledOrGivesNoSticker() {
        UUID cancelled = store(1);
        waiting().cancel(cancelled);
        UUID unusable = store(1);
        claimed().end(claimNext().orElseThrow(), new GenerationEnd.Unusable(GenerationFailure.TOO_SMALL, "3 x 3"));

        assertThat(store(cancelled, 1, replay("2026-01-31T03:00:00Z"))).isEqualTo(new Stored.Known());
        assertThat(store(unusable, 1, replay("2026-01-31T03:00:00Z"))).isEqualTo(new Stored.Known());
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

        store(id, 1, record);

        StoredJob job = claimNext().orElseThrow();
        assertThat(job.record().ownHeaders()).isEqualTo(own);
        assertThat(job.record().header("job_id")).isEqualTo("x");
        assertThat(job.request()).containsExactly(1);
    }

    UUID store(long chatId) {
        UUID id = UUID.randomUUID();
        store(id, chatId, record());
        return id;
    }

    private Stored store(UUID id, long chatId, Delivery record) {
        return waiting().store(id, chatId, new byte[] {1}, record);
    }

    Optional<StoredJob> claimNext() {
        return waiting().due(1).stream().findFirst().flatMap(waiting()::claim);
    }

    private void ready(StoredJob job) {
        claimed().end(job, new GenerationEnd.Ready());
    }

    private void deadLettered(StoredJob job) {
        claimed().end(job, new GenerationEnd.DeadLettered(GenerationFailure.INTERNAL, "broken"));
    }

    private static Delivery replay(String at) {
        var headers = Map.of("stickermill.replay", "generation.dlt-0-3@" + at);
        return new Delivery("photo-requests", 3, 14, "1", Instant.EPOCH, 1, headers, Instant.EPOCH);
    }

    static Delivery record() {
        return new Delivery("photo-requests", 3, 14, "1", Instant.EPOCH, 1, Map.of("job_id", "x"), Instant.EPOCH);
    }
}
