package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
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
            case Outcome.DeadLetter(String cause) -> deadLetter(request, job, cause, fault);
        }
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
            deadLetter(request, job, cause, fault);
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

    private void deadLetter(@Nullable PhotoRequested request, StoredJob job, String cause, @Nullable Throwable fault)
            throws InterruptedException {
        deadLetters.put(ConsumerGroup.GENERATION, job.record(), job.request(), job.attempt(), cause, fault);
        if (request == null) {
            events.failedUnread(job.id(), job.chatId(), cause);
        } else {
            events.failed(request, GenerationFailure.INTERNAL, cause, true);
        }
        jobs.deadLettered(job, cause);
    }
}
