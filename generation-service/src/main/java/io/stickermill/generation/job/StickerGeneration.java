package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.job.Cancellations.Cancelled;
import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventHeaders;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the sticker of one request: fetches on the caller's thread, works on pixels in the makers' pool. */
final class StickerGeneration implements RecordHandler<PhotoRequested> {

    private static final Logger log = LoggerFactory.getLogger(StickerGeneration.class);

    private final Generations generations;
    private final Cancellations cancellations;
    private final PhotoFetcher photos;
    private final StickerMaker maker;
    private final ExecutorService makers;
    private final GenerationEvents events;
    private final MeterRegistry meters;

    StickerGeneration(
            Generations generations,
            Cancellations cancellations,
            PhotoFetcher photos,
            StickerMaker maker,
            ExecutorService makers,
            GenerationEvents events,
            MeterRegistry meters) {
        this.generations = generations;
        this.cancellations = cancellations;
        this.photos = photos;
        this.maker = maker;
        this.makers = makers;
        this.events = events;
        this.meters = meters;
    }

    @Override
    public Outcome handle(PhotoRequested request, Delivery delivery) throws InterruptedException {
        UUID jobId = request.getJobId();
        return switch (generations.claim(jobId)) {
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofSeconds(1), "another instance works on it");
            case Claim.Granted claim -> {
                Outcome outcome;
                try {
                    outcome = generate(request, claim);
                } catch (Cancelled dropped) {
                    log.info("{}", dropped.getMessage());
                    generations.failed(jobId, claim, "CANCELLED");
                    yield Outcome.done();
                } catch (RuntimeException | InterruptedException e) {
                    generations.release(jobId, claim);
                    throw e;
                }
                if (!(outcome instanceof Outcome.Done)) {
                    generations.release(jobId, claim);
                }
                yield outcome;
            }
        };
    }

    /** The claim stays free: a replay of the dead letter works on the request anew. */
    @Override
    public void onDeadLetter(@Nullable PhotoRequested request, Delivery delivery, String cause) {
        if (request != null) {
            events.failed(request, GenerationFailure.INTERNAL, cause, true);
            return;
        }
        String jobId = delivery.header(EventHeaders.JOB_ID);
        if (jobId == null || delivery.key() == null) {
            log.error("an unreadable photo request names no job; it lies in the dead letters");
            return;
        }
        events.failedUnread(UUID.fromString(jobId), Long.parseLong(delivery.key()), cause);
    }

    private Outcome generate(PhotoRequested request, Claim.Granted claim) throws InterruptedException {
        throwIfCancelled(request);
        events.began(request, Step.FETCH);
        long start = System.nanoTime();
        Fetched fetched = photos.fetch(request);
        Duration fetch = Duration.ofNanos(System.nanoTime() - start);
        return switch (fetched) {
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) -> fail(request, claim, reason, detail);
            case Fetched.Photo(byte[] file) -> make(request, claim, file, fetch);
        };
    }

    private void throwIfCancelled(PhotoRequested request) {
        if (cancellations.isCancelled(request.getJobId())) {
            throw new Cancelled(request.getJobId());
        }
    }

    private Outcome make(PhotoRequested request, Claim.Granted claim, byte[] file, Duration fetch)
            throws InterruptedException {
        MadeSticker made;
        try {
            made = makers.submit(() -> maker.make(file, options(request), step -> {
                        throwIfCancelled(request);
                        generations.renew(request.getJobId(), claim);
                        events.began(request, step);
                    }))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusablePhoto unusable) {
                GenerationFailure reason =
                        GenerationFailure.valueOf(unusable.reason().name());
                return fail(request, claim, reason, unusable.detail());
            }
            if (e.getCause() instanceof Cancelled dropped) {
                throw dropped;
            }
            throw new IllegalStateException("the maker failed", e.getCause());
        }
        made.times()
                .forEach((step, time) -> meters.timer("stickermill.generation.step", "step", step.key())
                        .record(time));
        events.ready(request, made, fetch);
        generations.done(request.getJobId(), claim);
        return Outcome.done();
    }

    private Outcome fail(PhotoRequested request, Claim.Granted claim, GenerationFailure reason, String detail) {
        log.info("job {} gives no sticker: {} {}", request.getJobId(), reason, detail);
        meters.counter("stickermill.generation.failed", "reason", reason.name()).increment();
        events.failed(request, reason, detail, false);
        generations.failed(request.getJobId(), claim, reason + ": " + detail);
        return Outcome.done();
    }

    private static StickerOptions options(PhotoRequested request) {
        var mode = switch (request.getMode()) {
            case CUT_OUT -> StickerOptions.Mode.CUT_OUT;
            case CARD -> StickerOptions.Mode.CARD;
        };
        return new StickerOptions(
                mode, request.getStylePresetId(), request.getOutline(), request.getText(), request.getVariant());
    }
}
