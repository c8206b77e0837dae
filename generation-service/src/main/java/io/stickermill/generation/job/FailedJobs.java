package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RetryRule;
import io.stickermill.platform.dispatch.RetryRule.NextTry;
import io.stickermill.platform.metric.Metric;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
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

    private final ClaimedJobs jobs;
    private final GenerationEvents events;
    private final Letters letters;
    private final RetryRule tries;
    private final MeterRegistry meters;

    FailedJobs(ClaimedJobs jobs, GenerationEvents events, Letters letters, RetryRule tries, MeterRegistry meters) {
        this.jobs = jobs;
        this.events = events;
        this.letters = letters;
        this.tries = tries;
        this.meters = meters;
    }

    /** The dead letters of jobs. */
    @FunctionalInterface
    interface Letters {

        /**
         * Returns when the job's record lies there.
         *
         * @param fault that the last attempt ended in, if it was one
         */
        void put(StoredJob job, String cause, @Nullable Throwable fault) throws InterruptedException;
    }

    /**
     * Says what follows an outcome of the work.
     *
     * @param request null if it can't be read
     * @param fault that the outcome was made of, if it was one
     */
    void failed(@Nullable PhotoRequested request, StoredJob job, Outcome outcome, @Nullable Throwable fault)
            throws InterruptedException {
        switch (outcome) {
            case Outcome.Done() -> {}
            case Outcome.Wait(Duration delay, String _) -> jobs.later(job, delay, false);
            case Outcome.Retry(String cause, Duration atLeast) -> {
                if (atLeast != null) {
                    jobs.later(job, atLeast, false);
                } else {
                    next(request, job, tries.after(job.attempt()), cause, fault);
                }
            }
            case Outcome.Outage(String cause, Duration atLeast) -> {
                if (atLeast != null) {
                    jobs.later(job, atLeast, false);
                } else {
                    next(request, job, tries.afterOutage(job.attempt()), cause, fault);
                }
            }
            case Outcome.DeadLetter(String cause) -> deadLetter(request, job, GenerationFailure.INTERNAL, cause, fault);
        }
    }

    private void next(
            @Nullable PhotoRequested request, StoredJob job, NextTry next, String cause, @Nullable Throwable fault)
            throws InterruptedException {
        switch (next) {
            case NextTry.InPlace(Duration delay) -> again(job, delay, false, cause);
            case NextTry.Later(int _, Duration delay) -> again(job, delay, true, cause);
            case NextTry.Exhausted() ->
                deadLetter(request, job, GenerationFailure.INTERNAL, "out of attempts: " + cause, fault);
        }
    }

    private void again(StoredJob job, Duration delay, boolean aside, String cause) {
        log.warn("attempt {} of job {} failed: {}", job.attempt(), job.id(), cause);
        Metric.GENERATION_RETRIES.counter(meters).increment();
        jobs.again(job, delay, aside);
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
            jobs.makerEnded(job);
            return;
        }
        String cause = "the maker of its sticker ended again: " + ended.how();
        deadLetter(request, job, GenerationFailure.MAKER_ENDED, cause, null);
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
        Metric.GENERATION_FAILED.counter(meters, reason.name()).increment();
        letters.put(job, cause, fault);
        if (request == null) {
            events.failedUnread(job.id(), job.chatId(), cause);
        } else {
            events.failed(request, reason, cause, true);
        }
        jobs.end(job, new GenerationEnd.DeadLettered(reason, cause));
    }
}
