package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.platform.dispatch.DeadLetters;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RetryPolicy;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a stored job fails: the same tries as a record has that a dispatcher handles. First soon, its chat
 * waiting; then after the delays of the group's retry topics, out of its chat's order; then it is a dead letter.
 */
final class FailedJobs {

    private static final Logger log = LoggerFactory.getLogger(FailedJobs.class);

    /** A second end is the photo's doing: nobody else is to wait for a third. */
    private static final int MOST_ENDS = 2;

    private final WaitingJobs jobs;
    private final GenerationEvents events;
    private final DeadLetters deadLetters;
    private final RetryPolicy policy;
    private final List<Duration> laterDelays;
    private final MeterRegistry meters;

    FailedJobs(
            WaitingJobs jobs,
            GenerationEvents events,
            DeadLetters deadLetters,
            RetryPolicy policy,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.events = events;
        this.deadLetters = deadLetters;
        this.policy = policy;
        this.laterDelays = ConsumerGroup.GENERATION.retryTopics().stream()
                .limit(policy.retryTopics())
                .map(RetryTopic::delay)
                .toList();
        this.meters = meters;
    }

    /**
     * @param request null if it can't be read
     * @param fault that the outcome was made of, if it was one
     */
    void failed(@Nullable PhotoRequested request, StoredJob job, Outcome outcome, @Nullable Throwable fault)
            throws InterruptedException {
        switch (outcome) {
            case Outcome.Done() -> {}
            case Outcome.Wait(Duration delay, String _) -> jobs.again(job, delay, false);
            case Outcome.Retry(String cause, Duration atLeast) -> retry(request, job, cause, atLeast, fault);
            case Outcome.Outage(String cause, Duration atLeast) ->
                again(job, Math.min(later(job), laterDelays.size() - 1), cause, atLeast);
            case Outcome.DeadLetter(String cause) -> deadLetter(request, job, GenerationFailure.INTERNAL, cause, fault);
        }
    }

    /** Whether what worked on it has ended so often that nothing more is to be tried with it. */
    boolean isGivenUp(StoredJob job) {
        return job.ends() >= MOST_ENDS;
    }

    /** Of a job that was taken over once too often. */
    void giveUp(@Nullable PhotoRequested request, StoredJob job) throws InterruptedException {
        deadLetter(
                request, job, GenerationFailure.MAKER_ENDED, "what worked on it ended " + job.ends() + " times", null);
    }

    /** What worked on its photo ended. Once may be chance; then it is tried again, alone. */
    void ended(PhotoRequested request, StoredJob job, MakerEnded ended) throws InterruptedException {
        if (job.ends() + 1 < MOST_ENDS) {
            log.warn("job {} is tried once more, alone: the maker of its sticker ended, {}", job.id(), ended.how());
            jobs.ended(job);
            return;
        }
        String cause = "the maker of its sticker ended again: " + ended.how();
        deadLetter(request, job, GenerationFailure.MAKER_ENDED, cause, null);
    }

    private void retry(
            @Nullable PhotoRequested request,
            StoredJob job,
            String cause,
            @Nullable Duration atLeast,
            @Nullable Throwable fault)
            throws InterruptedException {
        int later = later(job);
        if (later >= laterDelays.size()) {
            deadLetter(request, job, GenerationFailure.INTERNAL, cause, fault);
        } else {
            again(job, later, cause, atLeast);
        }
    }

    /** Which of the later delays is next; below 0 while it is tried in its place. */
    private int later(StoredJob job) {
        return job.attempt() - 1 - policy.inPlaceRetries();
    }

    private void again(StoredJob job, int later, String cause, @Nullable Duration atLeast) {
        boolean aside = later >= 0;
        Duration delay = aside ? laterDelays.get(later) : policy.delayAfter(job.attempt());
        log.warn("attempt {} of job {} failed: {}", job.attempt(), job.id(), cause);
        meters.counter("stickermill.generation.retries").increment();
        jobs.again(job, atLeast != null && atLeast.compareTo(delay) > 0 ? atLeast : delay, aside);
    }

    private void deadLetter(
            @Nullable PhotoRequested request,
            StoredJob job,
            GenerationFailure reason,
            String cause,
            @Nullable Throwable fault)
            throws InterruptedException {
        if (!jobs.renew(job)) {
            log.info("job {} is another's by now, who says what becomes of it", job.id());
            return;
        }
        meters.counter("stickermill.generation.failed", "reason", reason.name()).increment();
        deadLetters.put(ConsumerGroup.GENERATION, job.record(), job.request(), job.attempt(), cause, fault);
        if (request == null) {
            events.failedUnread(job.id(), job.chatId(), cause);
        } else {
            events.failed(request, reason, cause, true);
        }
        jobs.deadLettered(job, reason + ": " + cause);
    }
}
