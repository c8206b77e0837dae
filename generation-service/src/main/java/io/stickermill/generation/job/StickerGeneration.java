package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.job.Cancellations.Cancelled;
import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.remote.PictureOrder;
import io.stickermill.generation.remote.RemoteGenerations;
import io.stickermill.generation.remote.RemoteGenerations.Progress;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the sticker of one request, on the caller's thread: fetches the photo, has it worked on, tells what came of it. */
final class StickerGeneration {

    private static final Logger log = LoggerFactory.getLogger(StickerGeneration.class);

    /** For another's model, in pixels of the longer side. */
    private static final int REMOTE_SIDE = 1024;

    private final ClaimedJobs jobs;
    private final Cancellations cancellations;
    private final PhotoFetcher photos;
    private final ReadyMadeStickers readyMade;
    private final StickerMaker maker;
    private final SmallPictureMaker smallPictures;
    private final RemoteGenerations remote;
    private final GenerationEvents events;
    private final MeterRegistry meters;
    private final Traces traces;

    StickerGeneration(
            ClaimedJobs jobs,
            Cancellations cancellations,
            PhotoFetcher photos,
            ReadyMadeStickers readyMade,
            StickerMaker maker,
            SmallPictureMaker smallPictures,
            RemoteGenerations remote,
            GenerationEvents events,
            MeterRegistry meters,
            Traces traces) {
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.photos = photos;
        this.readyMade = readyMade;
        this.maker = maker;
        this.smallPictures = smallPictures;
        this.remote = remote;
        this.events = events;
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * Works on a claimed job. Done: it has ended, or waits for another's model while its chat goes on. Retry: it has not, and nothing
     * of it is to be seen.
     *
     * @throws io.stickermill.generation.maker.MakerEnded if what worked on its photo ended; nothing of it is to be seen
     */
    Outcome work(PhotoRequested request, StoredJob job) {
        try {
            return generate(request, job);
        } catch (Cancelled dropped) {
            log.info("{}", dropped.getMessage());
            remote.cancel(job.id());
            jobs.end(job, new GenerationEnd.Cancelled());
            return Outcome.done();
        }
    }

    private Outcome generate(PhotoRequested request, StoredJob job) {
        throwIfCancelled(request);
        long start = System.nanoTime();
        UUID first = request.getReadyMadeOf();
        Optional<MadeSticker> ready = first == null ? Optional.empty() : readyMade.find(first, request.getVariant());
        if (first != null && ready.isPresent()) {
            events.began(request, Step.FETCH);
            return done(request, job, ready.get(), since(start), first, null);
        }
        if (remote.isOfNoStyle(request)) {
            remote.cancel(job.id());
            String gone = "there is no style " + request.getStylePresetId() + " any more";
            return fail(request, job, GenerationFailure.REMOTE_FAILED, gone);
        }
        Optional<RemoteStyle> style = remote.styleOf(request);
        if (style.isPresent()) {
            Progress progress = remote.look(request, style.get());
            if (progress instanceof Progress.Picture) {
                events.began(request, Step.FETCH);
            }
            if (isOurs(style.get(), progress)) {
                style = Optional.empty();
            } else if (!(progress instanceof Progress.NeedsPhoto)) {
                return goOn(request, job, style.get(), progress, since(start));
            }
        }
        RemoteStyle wanted = style.orElse(null);
        events.began(request, Step.FETCH);
        Fetched fetched = traces.part(Step.FETCH.key(), SpanKind.INTERNAL, () -> photos.fetch(request));
        return switch (fetched) {
            case Fetched.NotNow(Duration delay) -> new Outcome.Wait(delay, "Telegram wants us to wait");
            case Fetched.Barred(String cause) -> new Outcome.Outage(cause, null);
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) -> fail(request, job, reason, detail);
            case Fetched.Photo(byte[] file) when wanted != null -> order(request, job, wanted, file, since(start));
            case Fetched.Photo(byte[] file) -> make(request, job, file, options(request), since(start));
        };
    }

    /** What others do not cut out is cut out here: nobody is told of it. */
    private static boolean isOurs(RemoteStyle style, Progress progress) {
        return isCutOut(style) && progress instanceof Progress.Failed;
    }

    private static boolean isCutOut(RemoteStyle style) {
        return style.id().equals(RemoteStyles.CUT_OUT);
    }

    /** Another's model gets the photo small, without what else is in its file; of a sheet, the drawing that is meant. */
    private Outcome order(PhotoRequested request, StoredJob job, RemoteStyle style, byte[] file, Duration fetch) {
        byte[] small;
        try {
            small = smallPictures.fitted(
                    request.getSheetCell() == null
                            ? file
                            : maker.make(file, drawing(request.getSheetCell()), _ -> {})
                                    .webp(),
                    REMOTE_SIDE);
        } catch (UnusablePhoto unusable) {
            return fail(
                    request, job, GenerationFailure.valueOf(unusable.reason().name()), unusable.detail());
        }
        throwIfCancelled(request);
        // Who was away for too long orders nothing: another may have.
        if (!renew(job)) {
            return Outcome.done();
        }
        Progress progress = remote.order(request, style, small);
        return isOurs(style, progress)
                ? make(request, job, file, options(request), fetch)
                : goOn(request, job, style, progress, fetch);
    }

    private static StickerOptions drawing(int cell) {
        return StickerOptions.DEFAULT.withOutline(false).withSheetCell(cell);
    }

    private Outcome goOn(PhotoRequested request, StoredJob job, RemoteStyle style, Progress progress, Duration fetch) {
        return switch (progress) {
            case Progress.Later later -> {
                log.info("job {} waits: {}", request.getJobId(), later.why());
                events.remote(request, request.getRequestedAt(), later.place(), !later.isWorkedOn());
                jobs.later(job, later.delay(), true);
                yield Outcome.done();
            }
            case Progress.Failed(GenerationFailure reason, String detail) -> fail(request, job, reason, detail);
            // What comes back is a picture as any other.
            case Progress.Picture(byte[] picture, PictureOrder order) ->
                make(request, job, picture, isCutOut(style) ? options(request) : ofPicture(request), fetch, order);
            case Progress.NeedsPhoto() -> throw new IllegalStateException("an order that needs its photo twice");
        };
    }

    /** The picture has the style already, and is of one drawing. */
    private static StickerOptions ofPicture(PhotoRequested request) {
        StickerOptions asked = options(request);
        return new StickerOptions(
                asked.mode(), StylePreset.NONE.id(), asked.outline(), asked.text(), asked.variant(), null);
    }

    private void throwIfCancelled(PhotoRequested request) {
        if (cancellations.isCancelled(request.getJobId())) {
            throw new Cancelled(request.getJobId());
        }
    }

    private Outcome make(PhotoRequested request, StoredJob job, byte[] file, StickerOptions options, Duration fetch) {
        return make(request, job, file, options, fetch, null);
    }

    /**
     * Makes the sticker of a file.
     *
     * @param order that another's model has made it for: where it can't be drawn, the person's photo is not to blame. Null of a photo
     */
    private Outcome make(
            PhotoRequested request,
            StoredJob job,
            byte[] file,
            StickerOptions options,
            Duration fetch,
            @Nullable PictureOrder order) {
        var stickers = new Stickers(request, job, fetch, order);
        try (var steps = new StepSpans(traces)) {
            (job.isSuspected() ? maker.alone() : maker)
                    .makeAll(
                            file,
                            options,
                            step -> {
                                throwIfCancelled(request);
                                steps.began(step);
                                events.began(request, step);
                            },
                            sticker -> {
                                steps.ended();
                                stickers.made(sticker);
                            });
        } catch (UnusablePhoto unusable) {
            GenerationFailure reason =
                    GenerationFailure.valueOf(unusable.reason().name());
            if (order != null && reason != GenerationFailure.TEXT_UNDRAWABLE && reason != GenerationFailure.TIMED_OUT) {
                remote.unusable(job.id());
                reason = GenerationFailure.REMOTE_FAILED;
            }
            return fail(request, job, reason, unusable.detail());
        }
        return Outcome.done();
    }

    /** The first is on its way as soon as it is made; the others are kept, for who wants another. */
    private final class Stickers {
        private final PhotoRequested request;
        private final StoredJob job;
        private final Duration fetch;
        private final @Nullable PictureOrder order;
        private int made;

        Stickers(PhotoRequested request, StoredJob job, Duration fetch, @Nullable PictureOrder order) {
            this.request = request;
            this.job = job;
            this.fetch = fetch;
            this.order = order;
        }

        void made(MadeSticker sticker) {
            if (made++ == 0) {
                took(Step.FETCH, fetch);
                sticker.times().forEach(StickerGeneration.this::took);
                done(request, job, sticker, fetch, request.getJobId(), order);
            } else {
                keep(request, made - 1, sticker);
            }
        }
    }

    private void took(Step step, Duration time) {
        Metric.GENERATION_STEP.timer(meters, step.key()).record(time);
    }

    /**
     * Tells that it is made.
     *
     * @param first the job that the variants after this one belong to
     * @param order of the picture that it shows; null if it shows none of another's model
     */
    private Outcome done(
            PhotoRequested request,
            StoredJob job,
            MadeSticker made,
            Duration fetch,
            UUID first,
            @Nullable PictureOrder order) {
        if (renew(job)) {
            List<String> others = ReadyMadeStickers.keys(first, request.getVariant(), made.following());
            events.ready(request, made, fetch, others, order);
            jobs.end(job, new GenerationEnd.Ready());
        }
        return Outcome.done();
    }

    /** Whoever was away for longer than its lease says nothing about a job that another has by now. */
    private boolean renew(StoredJob job) {
        boolean ours = jobs.renew(job);
        if (!ours) {
            log.info("job {} is another's by now: what came of it here is dropped", job.id());
        }
        return ours;
    }

    /** The sticker is on its way: what fails here costs its user nothing but time, should they want another. */
    private void keep(PhotoRequested request, int further, MadeSticker other) {
        try {
            readyMade.keep(request.getJobId(), request.getVariant() + further, other);
        } catch (RuntimeException e) {
            log.warn("another cut-out of job {} is not kept: {}", request.getJobId(), e.toString());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Outcome fail(PhotoRequested request, StoredJob job, GenerationFailure reason, String detail) {
        if (!renew(job)) {
            return Outcome.done();
        }
        log.info("job {} gives no sticker: {} {}", request.getJobId(), reason, detail);
        Metric.GENERATION_FAILED.counter(meters, reason.name()).increment();
        events.failed(request, reason, detail, false);
        jobs.end(job, new GenerationEnd.Unusable(reason, detail));
        return Outcome.done();
    }

    private static StickerOptions options(PhotoRequested request) {
        var mode = switch (request.getMode()) {
            case CUT_OUT -> StickerOptions.Mode.CUT_OUT;
            case CARD -> StickerOptions.Mode.CARD;
            case CUT_OUT_ANYWAY -> StickerOptions.Mode.CUT_OUT_ANYWAY;
        };
        return new StickerOptions(
                mode,
                request.getStylePresetId(),
                request.getOutline(),
                request.getText(),
                request.getVariant(),
                request.getSheetCell());
    }
}
