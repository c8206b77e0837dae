package io.stickermill.generation.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RetryPolicy;
import io.stickermill.platform.dispatch.RetryRule;
import io.stickermill.platform.dispatch.UnreadableValueException;
import io.stickermill.platform.fixture.PublishedEvents;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which jobs are worked on, when, and what becomes of them, with the twin of their table. */
class JobRunnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.systemUTC();

    private final InMemoryJobs jobs = new InMemoryJobs(CLOCK, Duration.ofSeconds(30));
    private final PublishedEvents published = new PublishedEvents();
    private final GenerationEvents events = new GenerationEvents(published, CLOCK);
    private final Map<UUID, PhotoRequested> requests = new ConcurrentHashMap<>();
    private final Queue<UUID> worked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile JobRunner.Work work = (_, _) -> Outcome.done();
    private final JobRunner runner = new JobRunner(
            jobs,
            jobs,
            this::work,
            new FailedJobs(
                    jobs,
                    events,
                    (_, _, _) -> {},
                    RetryRule.of(
                            ConsumerGroup.GENERATION,
                            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), 0, 0)),
                    new SimpleMeterRegistry()),
            value -> {
                PhotoRequested request = value.length < 16 ? null : requests.get(idIn(value));
                if (request == null) {
                    throw new UnreadableValueException("no request", null);
                }
                return request;
            },
            events,
            new JobRunner.Settings(3, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200)),
            CLOCK,
            new SimpleMeterRegistry(),
            Traces.none());

    private Outcome work(PhotoRequested request, StoredJob job) throws Exception {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            worked.add(job.id());
            Outcome outcome = work.on(request, job);
            if (outcome instanceof Outcome.Done) {
                jobs.end(job, new GenerationEnd.Ready());
                jobs.delivered(job.id());
            }
            return outcome;
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void aChatsJobsAreWorkedOnOneAfterTheOtherInTheirOrder() {
        List<UUID> all = List.of(store(1), store(1), store(1), store(1));

        runner.start();

        awaitEnd(all.getLast());
        assertThat(worked).containsExactlyElementsOf(all);
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void chatsAreWorkedOnAtTheSameTimeButNoMoreThanThereIsRoomFor() {
        CountDownLatch three = new CountDownLatch(3);
        work = (_, _) -> {
            three.countDown();
            three.await();
            return Outcome.done();
        };
        List<UUID> all = List.of(store(1), store(2), store(3), store(4), store(5), store(6));

        runner.start();

        all.forEach(this::awaitEnd);
        assertThat(mostAtOnce).hasValue(3);
    }

    @Test
    void whatFailsIsTriedAgainAndWhatFailsForGoodStopsNobody() {
        work = (_, job) -> {
            if (job.chatId() == 1 && job.attempt() < 3) {
                throw new IllegalStateException("storage is away");
            }
            return job.chatId() == 2 ? Outcome.retry("never") : Outcome.done();
        };
        UUID third = store(1);
        UUID never = store(2);
        UUID other = store(3);

        runner.start();

        List.of(third, never, other).forEach(this::awaitEnd);
        assertThat(worked.stream().filter(third::equals)).hasSize(3);
        assertThat(jobs.end(never).orElseThrow()).isInstanceOf(GenerationEnd.DeadLettered.class);
        assertThat(jobs.end(other)).contains(new GenerationEnd.Ready());
    }

    @Test
    void aRequestThatCannotBeReadEndsItsJobAndTheNextOneOfItsChatIsMade() {
        UUID unreadable = UUID.randomUUID();
        jobs.store(unreadable, 1, new byte[] {1}, JobsContract.record());
        UUID next = store(1);

        runner.start();

        awaitEnd(next);
        assertThat(published.of(GenerationFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.getJobId()).isEqualTo(unreadable));
        assertThat(worked).containsExactly(next);
    }

    @Test
    void aPhotoThatEndsItsMakerTwiceIsNotTriedAThirdTime() {
        work = (_, _) -> {
            throw new MakerEnded("SIGSEGV");
        };
        UUID bad = store(1);

        runner.start();

        awaitEnd(bad);
        assertThat(worked).hasSize(2);
        assertThat(published.of(GenerationFailed.class).getFirst().getReason())
                .isEqualTo(GenerationFailure.MAKER_ENDED);
    }

    @Test
    void aJobThatTakesLongerThanItsLeaseStaysItsHolders() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        work = (_, _) -> {
            gate.await();
            return Outcome.done();
        };
        UUID slow = store(1);

        runner.start();
        await().atMost(PATIENCE).until(() -> jobs.attempts(slow) == 1 && jobs.renewals(slow) >= 3);
        gate.countDown();

        awaitEnd(slow);
        assertThat(worked).containsExactly(slow);
    }

    @Test
    void aStopGivesBackWhatDoesNotEndInTimeAndThatWasNoAttempt() {
        CountDownLatch never = new CountDownLatch(1);
        work = (_, _) -> {
            never.await();
            return Outcome.done();
        };
        UUID slow = store(1);
        runner.start();
        await().atMost(PATIENCE).until(() -> worked.contains(slow));

        runner.stop();

        await().atMost(PATIENCE).until(() -> jobs.isWaiting(slow));
        assertThat(jobs.attempts(slow)).isZero();
        assertThat(published.of(GenerationFailed.class)).isEmpty();
    }

    @Test
    void aStopLetsWhatIsInWorkEndAndBeginsNothing() {
        CountDownLatch gate = new CountDownLatch(1);
        work = (_, _) -> {
            gate.await();
            return Outcome.done();
        };
        UUID first = store(1);
        runner.start();
        await().atMost(PATIENCE).until(() -> worked.contains(first));
        UUID second = store(1);

        Thread stop = Thread.ofVirtual().start(runner::stop);
        await().atMost(PATIENCE).until(() -> !runner.isRunning());
        gate.countDown();

        awaitEnd(first);
        await().atMost(PATIENCE).until(() -> !stop.isAlive());
        assertThat(jobs.isWaiting(second)).isTrue();
        assertThat(jobs.attempts(second)).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndAfterwardsItGoesOn() {
        work = (_, _) -> {
            if (worked.size() == 1) {
                jobs.fail(6);
                throw new IllegalStateException("the database is away");
            }
            return Outcome.done();
        };
        UUID first = store(1);
        UUID second = store(1);

        runner.start();

        List.of(first, second).forEach(this::awaitEnd);
        assertThat(jobs.end(first)).contains(new GenerationEnd.Ready());
        assertThat(jobs.end(second)).contains(new GenerationEnd.Ready());
    }

    @Test
    void afterTheDatabaseWasRestoredNothingIsClaimed() {
        UUID before = store(1);
        runner.start();
        awaitEnd(before);

        jobs.restore();
        UUID after = store(1);
        for (int i = 0; i < 20; i++) {
            runner.wake();
        }
        UUID marker = store(2);

        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> worked.size() == 1);
        assertThat(jobs.attempts(after)).isZero();
        assertThat(jobs.attempts(marker)).isZero();
    }

    @Test
    void whoWaitsIsToldHowManyAreBeforeThemButNotInAGroup() {
        CountDownLatch gate = new CountDownLatch(1);
        work = (_, job) -> {
            if (!worked.isEmpty() && worked.size() > 2) {
                gate.await();
            }
            return Outcome.done();
        };
        List<UUID> chat = List.of(store(1), store(1), store(1), store(1));
        List<UUID> group = List.of(store(-2, ChatKind.GROUP), store(-2, ChatKind.GROUP), store(-2, ChatKind.GROUP));

        runner.start();
        await().atMost(PATIENCE).until(() -> worked.size() > 2);
        gate.countDown();
        chat.forEach(this::awaitEnd);
        group.forEach(this::awaitEnd);

        assertThat(published.of(GenerationProgressed.class))
                .filteredOn(told -> told.getJobId().equals(chat.get(2)))
                .extracting(GenerationProgressed::getQueuePlace)
                .as("of the third, after the first has ended")
                .contains(1);
        assertThat(published.of(GenerationProgressed.class)).noneMatch(told -> group.contains(told.getJobId()));
    }

    private UUID store(long chatId) {
        return store(chatId, ChatKind.PRIVATE);
    }

    private UUID store(long chatId, ChatKind kind) {
        UUID id = UUID.randomUUID();
        requests.put(
                id,
                PhotoRequested.newBuilder()
                        .setJobId(id)
                        .setSessionId(Ids.session(id))
                        .setUserId(Ids.user(1, chatId))
                        .setBotId(1)
                        .setChatId(chatId)
                        .setChatKind(kind)
                        .setTelegramUserId(chatId)
                        .setPhotoFileId("file")
                        .setRequestedAt(Instant.EPOCH)
                        .setReceivedAt(Instant.EPOCH)
                        .build());
        byte[] value = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        jobs.store(id, chatId, value, JobsContract.record());
        return id;
    }

    private static UUID idIn(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private void awaitEnd(UUID jobId) {
        await().atMost(PATIENCE).until(() -> jobs.end(jobId).isPresent());
    }
}
