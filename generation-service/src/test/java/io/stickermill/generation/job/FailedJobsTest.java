package io.stickermill.generation.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RetryPolicy;
import io.stickermill.platform.dispatch.RetryRule;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.fixture.PublishedEvents;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when a job fails, with the twin of its table. */
class FailedJobsTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final long CHAT = 1001;

    /** Two tries in place, then three longer delays. */
    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(4), 0, 3);

    private final MovableClock clock = new MovableClock();
    private final InMemoryJobs jobs = new InMemoryJobs(clock, LEASE);
    private final PublishedEvents published = new PublishedEvents();
    private final List<String> letters = new ArrayList<>();
    private final FailedJobs failures = failures(POLICY);
    private final UUID id = UUID.randomUUID();
    private final PhotoRequested request = request();

    FailedJobsTest() {
        clock.set(Instant.parse("2026-01-31T12:00:00Z"));
        jobs.store(id, CHAT, new byte[] {1}, JobsContract.record());
    }

    @Test
    void aJobIsTriedSoonInItsPlaceThenAsideAsARecordIsAndThenIsADeadLetter() throws Exception {
        List<Long> delays = new ArrayList<>();
        while (jobs.end(id).isEmpty()) {
            failures.failed(request, claim(), Outcome.retry("no storage"), null);
            if (jobs.end(id).isEmpty()) {
                delays.add(jobs.delay(id).toMillis());
                assertThat(jobs.isAside(id)).as("after " + delays).isEqualTo(delays.size() > 2);
            }
        }

        assertThat(delays.stream().filter(delay -> delay >= 5000))
                .as("none is much longer than all before it")
                .containsExactly(5_000L, 5_000L, 5_000L, 5_000L, 60_000L, 60_000L, 60_000L, 600_000L);
        assertThat(delays.stream().filter(delay -> delay < 5000)).hasSize(2 * 9).containsOnly(100L, 200L);
        assertThat(letters).containsExactly("out of attempts: no storage");
        assertFailed(GenerationFailure.INTERNAL);
    }

    @Test
    void withoutLongerDelaysTheTriesInPlaceAreAll() throws Exception {
        FailedJobs hasty = failures(new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(4), 0, 0));
        for (int i = 0; i < 3; i++) {
            hasty.failed(request, claim(), Outcome.retry("no storage"), null);
        }

        assertThat(jobs.end(id).orElseThrow()).isInstanceOf(GenerationEnd.DeadLettered.class);
    }

    @Test
    void whatTheOtherSideSaysIsWaitedForAndIsNoAttempt() throws Exception {
        for (int i = 0; i < 200; i++) {
            failures.failed(
                    request, claim(), new Outcome.Wait(Duration.ofSeconds(30), "Telegram wants us to wait"), null);
            assertThat(jobs.delay(id)).isEqualTo(Duration.ofSeconds(30));
            failures.failed(request, claim(), new Outcome.Retry("429", Duration.ofSeconds(7)), null);
            assertThat(jobs.delay(id)).isEqualTo(Duration.ofSeconds(7));
            failures.failed(request, claim(), new Outcome.Outage("503", Duration.ofSeconds(9)), null);
            assertThat(jobs.delay(id)).isEqualTo(Duration.ofSeconds(9));
        }

        assertThat(claim().attempt()).isOne();
        assertThat(jobs.isAside(id)).isFalse();
        assertThat(letters).isEmpty();
    }

    @Test
    void anOutageEndsNoJobHoweverLongItLasts() throws Exception {
        for (int i = 0; i < 500; i++) {
            failures.failed(request, claim(), new Outcome.Outage("the token is refused", null), null);
        }

        assertThat(jobs.end(id)).isEmpty();
        assertThat(jobs.delay(id)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(letters).isEmpty();
        assertThat(published.of(GenerationFailed.class)).isEmpty();
    }

    @Test
    void whatNoTryCanHelpIsADeadLetterAtOnceAndItsJobIsToldToHaveFailed() throws Exception {
        failures.failed(request, claim(), new Outcome.DeadLetter("broken"), null);

        assertThat(letters).containsExactly("broken");
        assertFailed(GenerationFailure.INTERNAL);
    }

    /** Its headers tell the job and its key the chat. */
    @Test
    void aRequestThatCannotBeReadEndsItsJob() throws Exception {
        failures.failed(null, claim(), new Outcome.DeadLetter("no Avro"), null);

        GenerationFailed failed = published.of(GenerationFailed.class).getFirst();
        assertThat(failed.getJobId()).isEqualTo(id);
        assertThat(failed.getChatId()).isEqualTo(CHAT);
        assertThat(failed.getDeadLettered()).isTrue();
        assertThat(jobs.end(id)).isPresent();
    }

    @Test
    void whoLostItsClaimSaysNothingOfTheJobsEnd() throws Exception {
        StoredJob frozen = claim();
        clock.set(clock.instant().plus(LEASE).plusSeconds(1));
        assertThat(jobs.claim(id)).isPresent();

        failures.failed(request, frozen, new Outcome.DeadLetter("broken"), null);

        assertThat(letters).isEmpty();
        assertThat(published.of(GenerationFailed.class)).isEmpty();
        assertThat(jobs.end(id)).isEmpty();
    }

    /** No letter without its event, no end without both: who comes after finds the job where it was. */
    @Test
    void aJobWhoseLetterCannotBeWrittenHasNotEnded() throws Exception {
        FailedJobs withoutKafka = new FailedJobs(
                jobs,
                new GenerationEvents(published, clock),
                (_, _, _) -> {
                    throw new IllegalStateException("no dead letter could be written");
                },
                RetryRule.of(ConsumerGroup.GENERATION, POLICY),
                new SimpleMeterRegistry());
        StoredJob job = claim();

        assertThat(catchException(() -> withoutKafka.failed(request, job, new Outcome.DeadLetter("broken"), null)))
                .hasMessageContaining("no dead letter");

        assertThat(published.of(GenerationFailed.class)).isEmpty();
        assertThat(jobs.end(id)).isEmpty();
    }

    @Test
    void aPhotoThatEndsItsMakerIsTriedOnceMoreAtOnceAndThenRefused() throws Exception {
        failures.ended(request, claim(), new MakerEnded("SIGSEGV"));
        assertThat(jobs.delay(id)).isEqualTo(Duration.ZERO);
        StoredJob second = claim();
        assertThat(second.isSuspected()).as("so it is tried alone").isTrue();

        failures.ended(request, second, new MakerEnded("SIGSEGV"));

        assertThat(letters).singleElement().asString().contains("ended again: SIGSEGV");
        assertFailed(GenerationFailure.MAKER_ENDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aJobWhoseInstancesDiedTwiceIsGivenUp(int deaths) throws Exception {
        for (int i = 0; i < deaths; i++) {
            claim();
            clock.set(clock.instant().plus(LEASE).plusSeconds(1));
        }
        StoredJob job = claim();

        assertThat(failures.isGivenUp(job)).isEqualTo(deaths == 2);
        if (deaths == 2) {
            failures.giveUp(request, job);
            assertFailed(GenerationFailure.MAKER_ENDED);
        }
    }

    private void assertFailed(GenerationFailure reason) {
        assertThat(published.of(GenerationFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.getJobId()).isEqualTo(id);
            assertThat(failed.getReason()).isEqualTo(reason);
            assertThat(failed.getDeadLettered()).isTrue();
        });
        assertThat(jobs.end(id).orElseThrow())
                .isInstanceOfSatisfying(
                        GenerationEnd.DeadLettered.class,
                        end -> assertThat(end.reason()).isEqualTo(reason));
    }

    private FailedJobs failures(RetryPolicy policy) {
        return new FailedJobs(
                jobs,
                new GenerationEvents(published, clock),
                (_, cause, _) -> letters.add(cause),
                RetryRule.of(ConsumerGroup.GENERATION, policy),
                new SimpleMeterRegistry());
    }

    /** Claims the job when its time has come. */
    private StoredJob claim() {
        Duration delay = jobs.delay(id);
        if (delay.isPositive()) {
            clock.set(clock.instant().plus(delay));
        }
        return jobs.claim(id).orElseThrow();
    }

    private PhotoRequested request() {
        return PhotoRequested.newBuilder()
                .setJobId(id)
                .setSessionId(Ids.session(id))
                .setUserId(Ids.user(1, CHAT))
                .setBotId(1)
                .setChatId(CHAT)
                .setTelegramUserId(CHAT)
                .setPhotoFileId("file")
                .setRequestedAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .build();
    }
}
