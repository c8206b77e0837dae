package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.job.Cancellations.Cancelled;
import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the sticker of one request: fetches on the caller's thread, works on pixels in the makers' pool. */
final class StickerGeneration {

    private static final Logger log = LoggerFactory.getLogger(StickerGeneration.class);

    private final WaitingJobs jobs;
    private final Cancellations cancellations;
    private final PhotoFetcher photos;
    private final ReadyMadeStickers readyMade;
    private final StickerMaker maker;
    private final ExecutorService makers;
    private final GenerationEvents events;
    private final Duration timeLimit;
    private final MeterRegistry meters;

    /** @param timeLimit of one job, waiting for a core included; the user is told when it is over */
    StickerGeneration(
            WaitingJobs jobs,
            Cancellations cancellations,
            PhotoFetcher photos,
            ReadyMadeStickers readyMade,
            StickerMaker maker,
            ExecutorService makers,
            GenerationEvents events,
            Duration timeLimit,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.photos = photos;
        this.readyMade = readyMade;
        this.maker = maker;
        this.makers = makers;
        this.events = events;
        this.timeLimit = timeLimit;
        this.meters = meters;
    }

    /** Works on a claimed job. Done: it has ended. Retry: it has not, and nothing of it is to be seen. */
    Outcome work(PhotoRequested request, StoredJob job) throws InterruptedException {
        try {
            return generate(request, job);
        } catch (Cancelled dropped) {
            log.info("{}", dropped.getMessage());
            jobs.failed(job, "CANCELLED");
            return Outcome.done();
        }
    }

    private Outcome generate(PhotoRequested request, StoredJob job) throws InterruptedException {
        throwIfCancelled(request);
        events.began(request, Step.FETCH);
        long start = System.nanoTime();
        UUID first = request.getReadyMadeOf();
        Optional<MadeSticker> ready = first == null ? Optional.empty() : readyMade.find(first, request.getVariant());
        if (first != null && ready.isPresent()) {
            return done(request, job, ready.get(), since(start), first);
        }
        Fetched fetched = photos.fetch(request);
        return switch (fetched) {
            case Fetched.NotNow(Duration delay) -> new Outcome.Wait(delay, "Telegram wants us to wait");
            case Fetched.Barred(String cause) -> new Outcome.Outage(cause, null);
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) -> fail(request, job, reason, detail);
            case Fetched.Photo(byte[] file) -> make(request, job, file, since(start));
        };
    }

    private void throwIfCancelled(PhotoRequested request) {
        if (cancellations.isCancelled(request.getJobId())) {
            throw new Cancelled(request.getJobId());
        }
    }

    private Outcome make(PhotoRequested request, StoredJob job, byte[] file, Duration fetch)
            throws InterruptedException {
        StickerOptions options = options(request);
        MakerRun run = MakerRun.submit(
                makers,
                each -> ReplayScope.of(job.record(), () -> {
                    maker.makeAll(
                            file,
                            options,
                            step -> {
                                throwIfCancelled(request);
                                events.began(request, step);
                            },
                            each);
                    return null;
                }));
        MadeSticker made;
        try {
            made = run.first(timeLimit.minus(fetch));
        } catch (TimeoutException e) {
            return fail(request, job, GenerationFailure.TIMED_OUT, "not made within " + timeLimit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusablePhoto unusable) {
                GenerationFailure reason =
                        GenerationFailure.valueOf(unusable.reason().name());
                return fail(request, job, reason, unusable.detail());
            }
            if (e.getCause() instanceof Cancelled dropped) {
                throw dropped;
            }
            throw new IllegalStateException("the maker failed", e.getCause());
        }
        made.times()
                .forEach((step, time) -> meters.timer("stickermill.generation.step", "step", step.key())
                        .record(time));
        Outcome outcome = done(request, job, made, fetch, request.getJobId());
        keepOthers(request, run.others(timeLimit));
        return outcome;
    }

    /** @param first the job that the variants after this one belong to */
    private Outcome done(PhotoRequested request, StoredJob job, MadeSticker made, Duration fetch, UUID first) {
        events.ready(request, made, fetch, ReadyMadeStickers.keys(first, request.getVariant(), made.following()));
        jobs.done(job);
        return Outcome.done();
    }

    /** The sticker is on its way: what fails here costs its user nothing but time, should they want another. */
    private void keepOthers(PhotoRequested request, List<MadeSticker> others) {
        try {
            for (int i = 0; i < others.size(); i++) {
                readyMade.keep(request.getJobId(), request.getVariant() + 1 + i, others.get(i));
            }
        } catch (RuntimeException e) {
            log.warn("other cut-outs of job {} are not kept: {}", request.getJobId(), e.toString());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Outcome fail(PhotoRequested request, StoredJob job, GenerationFailure reason, String detail) {
        log.info("job {} gives no sticker: {} {}", request.getJobId(), reason, detail);
        meters.counter("stickermill.generation.failed", "reason", reason.name()).increment();
        events.failed(request, reason, detail, false);
        jobs.failed(job, reason + ": " + detail);
        return Outcome.done();
    }

    private static StickerOptions options(PhotoRequested request) {
        var mode = switch (request.getMode()) {
            case CUT_OUT -> StickerOptions.Mode.CUT_OUT;
            case CARD -> StickerOptions.Mode.CARD;
            case CUT_OUT_ANYWAY -> StickerOptions.Mode.CUT_OUT_ANYWAY;
        };
        return new StickerOptions(
                mode, request.getStylePresetId(), request.getOutline(), request.getText(), request.getVariant());
    }
}
