package io.stickermill.generation.remote;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.remote.ImageProvider.PictureForm;
import io.stickermill.generation.remote.RemoteDownload.Fetched;
import io.stickermill.generation.remote.RemotePictures.Asset;
import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has pictures made by other people's models, a step at each call: the job that wants one waits in its table in between, and nobody
 * waits for a provider. What is intended is written before it is asked for; what may have been begun is never asked for again.
 */
public final class RemoteGenerations {

    private static final Logger log = LoggerFactory.getLogger(RemoteGenerations.class);

    private static final List<Duration> TRIES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

    /** The first looks come soon, the later ones more seldom. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private static final Duration LAST_LOOK = Duration.ofSeconds(20);

    private static final Duration SAME_ELSEWHERE = Duration.ofSeconds(3);

    private final RemoteRows rows;
    private final RemoteStyles styles;
    private final RemoteProviders providers;
    private final RemotePictures pictures;
    private final RemoteLimits limits;
    private final ForgottenOrders forgotten;
    private final RemoteSettings settings;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    RemoteGenerations(
            RemoteRows rows,
            RemoteStyles styles,
            RemoteProviders providers,
            RemotePictures pictures,
            RemoteLimits limits,
            ForgottenOrders forgotten,
            RemoteSettings settings,
            TransactionOperations transaction,
            MeterRegistry meters,
            Clock clock) {
        this.rows = rows;
        this.styles = styles;
        this.providers = providers;
        this.pictures = pictures;
        this.limits = limits;
        this.forgotten = forgotten;
        this.settings = settings;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    /** How far the picture of a job is. */
    public sealed interface Progress {

        /** It is there: strangers' pixels. */
        record Picture(byte[] file, PictureOrder order) implements Progress {}

        /**
         * To be asked again after a while.
         *
         * @param place how many come before it; null if that is not known
         * @param isWorkedOn whether a model is at it, as far as anybody knows
         */
        record Later(Duration delay, String why, @Nullable Integer place, boolean isWorkedOn) implements Progress {}

        /** There will be none. */
        record Failed(GenerationFailure reason, String detail) implements Progress {}

        /** It is to be ordered, for which the photo is needed. */
        record NeedsPhoto() implements Progress {}
    }

    /**
     * What a request wants made elsewhere: its style, or its cut-out where others cut out in place of the house. Empty where all is
     * made here.
     */
    public Optional<RemoteStyle> styleOf(PhotoRequested request) {
        return styles.madeElsewhere(
                request.getStylePresetId(), request.getMode(), request.getVariant(), request.getSheetCell() != null);
    }

    /** Whether it was begun in a style that the file no longer has. */
    public boolean isOfNoStyle(PhotoRequested request) {
        return StylePreset.ofId(request.getStylePresetId()).isEmpty()
                && styles.ofId(request.getStylePresetId()).isEmpty()
                && rows.last(request.getJobId()).isPresent();
    }

    /** Looks how far it is, without the photo; the photo is wanted only where it can be ordered now. */
    public Progress look(PhotoRequested request, RemoteStyle style) {
        RemoteRow row = rows.last(request.getJobId()).orElse(null);
        if (row == null) {
            return rows.madeOf(orderKey(request, style))
                    .flatMap(made -> kept(made, made.assetKey()))
                    .orElseGet(() -> mayBeOrdered(request, style, null));
        }
        return switch (row.status()) {
            // Of the first its process ended over the call: nobody knows whether it was made.
            case INTENDED, UNKNOWN -> unknown(row);
            case RUNNING -> running(style, row);
            case SUCCEEDED ->
                kept(row, row.assetKey())
                        .orElseGet(() -> new Progress.Failed(
                                GenerationFailure.REMOTE_FAILED, "the picture is no longer in storage"));
            case CANCELLED -> new Progress.Failed(GenerationFailure.REMOTE_FAILED, "cancelled");
            // Its pause has passed: the job was asked for again.
            case FAILED -> mayGoOn(style, row) ? mayBeOrdered(request, style, row) : end(row);
        };
    }

    private Optional<Progress> kept(RemoteRow made, @Nullable String assetKey) {
        return pictures.kept(Objects.requireNonNull(assetKey)).map(file -> new Progress.Picture(file, made.order()));
    }

    /** It may lie in our storage already; else only the provider's own call can still tell of it. */
    private Progress unknown(RemoteRow row) {
        Asset found =
                pictures.found(StorageKeys.generation(row.userId(), row.id())).orElse(null);
        if (found != null) {
            rows.succeeded(row, found, clock.instant());
            return kept(row, found.key()).orElseGet(() -> later(LAST_LOOK, "a picture that is just being kept"));
        }
        if (isTooOld(row) || !mayBeCalled(row)) {
            log.warn("remote generation {} at {} may be paid and is lost", row.id(), row.provider());
            return end(fail(row, new Refusal(Refusal.Why.LOST, "nobody knows whether it was made")));
        }
        if (row.status() == Status.INTENDED) {
            rows.unknown(row, "cut off while it was ordered");
        }
        // No later than its time is over.
        Duration left = settings.longest().minus(row.age()).plusMillis(100);
        return later(left.compareTo(LAST_LOOK) < 0 ? left : LAST_LOOK, "an order whose answer was lost");
    }

    private boolean mayBeCalled(RemoteRow row) {
        return providers
                .find(row.provider())
                .map(provider -> hook(row, provider) != null)
                .orElse(false);
    }

    private Progress running(RemoteStyle style, RemoteRow row) {
        if (providers.find(row.provider()).isEmpty()) {
            return isTooOld(row)
                    ? tooLate(style, row)
                    : later(LAST_LOOK, "provider " + row.provider() + " is not set any more");
        }
        return switch (providers.look(row.provider(), Objects.requireNonNull(row.taskId()))) {
            // What is there is taken, however late it is.
            case Looked.Finished(RemotePicture picture) -> taken(style, row, picture);
            case Looked.Failed(Refusal refusal) -> failed(style, row, refusal);
            case Looked _ when isTooOld(row) -> tooLate(style, row);
            case Looked.Running(Integer place, Integer _) -> {
                rows.looked(row, place, place != null);
                yield new Progress.Later(pause(row), "a model of " + row.provider() + " works", place, true);
            }
            case Looked.NotNow(Refusal refusal) -> {
                rows.looked(row, null, true);
                yield later(pause(row, refusal), refusal.detail());
            }
        };
    }

    private Progress tooLate(RemoteStyle style, RemoteRow row) {
        Refusal refusal = new Refusal(Refusal.Why.FAILED, "it took longer than " + settings.longest());
        rows.givenUp(row, refusal);
        stop(row);
        return failed(style, row, refusal);
    }

    /** Which model is to be asked next, or what is against it. */
    private sealed interface Choice {
        record Of(RemoteModel model) implements Choice {}

        record None(Progress why) implements Choice {}
    }

    private Progress mayBeOrdered(PhotoRequested request, RemoteStyle style, @Nullable RemoteRow last) {
        return switch (choice(request, style, last)) {
            case Choice.Of _ -> new Progress.NeedsPhoto();
            case Choice.None(Progress why) -> why;
        };
    }

    private Choice choice(PhotoRequested request, RemoteStyle style, @Nullable RemoteRow last) {
        List<RemoteModel> models = next(style, last);
        if (models.isEmpty()) {
            return new Choice.None(new Progress.Failed(
                    GenerationFailure.REMOTE_FAILED, "no provider of style " + style.id() + " is set"));
        }
        RemoteModel model = models.stream()
                .filter(able -> !providers.isDown(able.provider()))
                .findFirst()
                .orElse(null);
        if (model == null) {
            boolean waitedEnough =
                    request.getRequestedAt().isBefore(clock.instant().minus(settings.longest()));
            // What can be done here does not wait for others to come back.
            return new Choice.None(
                    waitedEnough || style.id().equals(RemoteStyles.CUT_OUT)
                            ? new Progress.Failed(
                                    GenerationFailure.REMOTE_FAILED, "every provider of the style is away")
                            : waiting(RemoteProviders.ALONE, "every provider of the style is left alone for a while"));
        }
        if (rows.isOrderedElsewhere(orderKey(request, style), request.getJobId(), settings.longest())) {
            return new Choice.None(later(SAME_ELSEWHERE, "the same picture is being made for another job"));
        }
        return limits.against(request, model).<Choice>map(Choice.None::new).orElseGet(() -> new Choice.Of(model));
    }

    /** What came of the wish to order: the order that is written down, or what is against it. */
    private sealed interface Intention {
        record Written(RemoteRow row, RemoteModel model) implements Intention {}

        record Not(Progress why) implements Intention {}
    }

    /** What is allowed holds for all instances together: one at a time looks and writes. */
    private Intention intend(PhotoRequested request, RemoteStyle style) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            rows.lockOrders();
            RemoteRow last = rows.last(request.getJobId()).orElse(null);
            return switch (choice(request, style, last)) {
                case Choice.None(Progress why) -> new Intention.Not(why);
                case Choice.Of(RemoteModel model) ->
                    new Intention.Written(
                            rows.intend(
                                    request,
                                    last == null ? 1 : last.number() + 1,
                                    orderKey(request, style),
                                    model,
                                    styles.prompt(style, request.getUserInput())),
                            model);
            };
        }));
    }

    /** Orders the picture, if nothing is against it just now. */
    public Progress order(PhotoRequested request, RemoteStyle style, byte[] photo) {
        if (rows.last(request.getJobId()).isEmpty() && forgotten.recall(request, orderKey(request, style))) {
            Progress known = look(request, style);
            if (!(known instanceof Progress.NeedsPhoto)) {
                return known;
            }
        }
        return switch (intend(request, style)) {
            case Intention.Not(Progress why) -> why;
            case Intention.Written(RemoteRow row, RemoteModel model) -> order(style, row, model, photo);
        };
    }

    private Progress order(RemoteStyle style, RemoteRow row, RemoteModel model, byte[] photo) {
        ImageProvider provider = providers.find(model.provider()).orElseThrow();
        ImageTask task;
        try {
            task = new ImageTask(
                    model.model(),
                    row.prompt(),
                    photo,
                    link(row, provider, photo),
                    model.pictureField(),
                    model.inputs(),
                    hook(row, provider));
        } catch (StorageRefused noPicture) {
            return failed(style, row, new Refusal(Refusal.Why.INPUT, "not sent: " + noPicture.getMessage()));
        } catch (RuntimeException notSent) {
            return failed(style, row, new Refusal(Refusal.Why.AWAY, "not sent: " + notSent));
        }
        return switch (providers.submit(row.provider(), task)) {
            case Submitted.Accepted(String taskId) -> {
                if (!rows.running(row, taskId)) {
                    // Cancelled while it was ordered.
                    rows.byId(row.id()).ifPresent(this::stop);
                    yield new Progress.Failed(GenerationFailure.REMOTE_FAILED, "cancelled");
                }
                yield later(FIRST_LOOK, "a model of " + row.provider() + " works");
            }
            case Submitted.Finished(RemotePicture picture) -> taken(style, row, picture);
            case Submitted.Refused(Refusal refusal) -> failed(style, row, refusal);
            case Submitted.Unknown(String cause) -> {
                log.warn(
                        "whether {} makes remote generation {} is not known: {}",
                        row.provider(),
                        row.id(),
                        Refusal.scrubbed(cause));
                rows.unknown(row, cause);
                yield unknown(rows.byId(row.id()).orElseThrow());
            }
        };
    }

    /** Where the provider fetches the photo, as long as it may take. Null for one that takes it with the order. */
    private @Nullable URI link(RemoteRow row, ImageProvider provider, byte[] photo) {
        if (provider.abilities().picture() == PictureForm.BYTES) {
            return null;
        }
        String key = pictures.handOver(row, photo);
        rows.handsOver(row, key);
        return pictures.link(key, settings.longest());
    }

    private @Nullable URI hook(RemoteRow row, ImageProvider provider) {
        return settings.hooks().isBlank() || !provider.abilities().hooks()
                ? null
                : URI.create(settings.hooks() + RemoteHooks.PATH + row.provider() + "/" + row.token());
    }

    /** Copied to our storage at once: at the provider it vanishes. */
    private Progress taken(RemoteStyle style, RemoteRow row, RemotePicture picture) {
        Instant made = clock.instant();
        return switch (pictures.fetch(picture)) {
            case Fetched.Later(String cause) -> later(pause(row), cause);
            case Fetched.Not(Refusal refusal) -> failed(style, row, refusal);
            case Fetched.File(byte[] file) -> {
                rows.succeeded(row, pictures.keep(row, file), made);
                rows.byId(row.id()).ifPresent(pictures::forgetInput);
                Metric.REMOTE_TIME.timer(meters, row.provider()).record(Duration.between(row.createdAt(), made));
                Metric.REMOTE_ENDS.counter(meters, row.provider(), "succeeded").increment();
                Metric.REMOTE_COST
                        .counter(meters, row.provider())
                        .increment(row.price().doubleValue());
                yield new Progress.Picture(pictures.picture(file), row.order());
            }
        };
    }

    private Progress failed(RemoteStyle style, RemoteRow row, Refusal refusal) {
        log.info("remote generation {} at {} failed: {} {}", row.id(), row.provider(), refusal.why(), refusal.detail());
        RemoteRow failed = fail(row, refusal);
        if (failed.status() != Status.FAILED) {
            return new Progress.Failed(GenerationFailure.REMOTE_FAILED, "it is " + failed.status() + " meanwhile");
        }
        return mayGoOn(style, failed)
                ? waiting(pause(row.number(), refusal.retryAfter()), "another try of a remote model")
                : end(failed);
    }

    private RemoteRow fail(RemoteRow row, Refusal refusal) {
        rows.failed(row, refusal);
        RemoteRow failed = rows.byId(row.id()).orElseThrow();
        pictures.forgetInput(failed);
        Metric.REMOTE_ENDS
                .counter(meters, row.provider(), RemoteProviders.word(refusal))
                .increment();
        if (failed.paid()) {
            Metric.REMOTE_COST
                    .counter(meters, row.provider())
                    .increment(row.price().doubleValue());
        }
        return failed;
    }

    private boolean mayGoOn(RemoteStyle style, RemoteRow row) {
        Refusal.Why why = Objects.requireNonNull(row.why());
        return row.number() <= TRIES.size()
                && (why.isOfTheMoment() || why.isOurs() && !next(style, row).isEmpty());
    }

    private static Progress end(RemoteRow row) {
        Refusal.Why why = Objects.requireNonNull(row.why());
        GenerationFailure said = switch (why) {
            case CONTENT -> GenerationFailure.REMOTE_CONTENT;
            case LOST -> GenerationFailure.REMOTE_UNKNOWN;
            case INPUT, MODEL, KEY, CREDIT, BUSY, AWAY, FAILED, CANCELLED, GONE -> GenerationFailure.REMOTE_FAILED;
        };
        return new Progress.Failed(said, why + ": " + row.detail());
    }

    /**
     * The models that may make it, the best first: those of the style whose providers are set; after a failure those that come
     * after the one that failed, and then that one again, unless it is ours to mend.
     */
    private List<RemoteModel> next(RemoteStyle style, @Nullable RemoteRow last) {
        List<RemoteModel> able = providers.ableTo(style);
        if (last == null || able.isEmpty()) {
            return able;
        }
        int at = 0;
        while (at < able.size()
                && !(able.get(at).provider().equals(last.provider())
                        && able.get(at).model().equals(last.model()))) {
            at++;
        }
        if (at + 1 < able.size()) {
            return able.subList(at + 1, able.size());
        }
        return last.why() != null && last.why().isOurs() ? List.of() : able;
    }

    /** Nobody waits for the job's picture any more: it is not paid for longer than it must be. */
    public void cancel(UUID jobId) {
        for (RemoteRow row : rows.cancel(jobId)) {
            pictures.forgetInput(row);
            Metric.REMOTE_ENDS.counter(meters, row.provider(), "cancelled").increment();
            stop(row);
        }
    }

    /** Tells the provider of a row that has ended; where it does not hear, {@link RemoteSweep} tells it once more. */
    void stop(RemoteRow row) {
        String taskId = row.taskId();
        if (taskId != null
                && providers
                        .find(row.provider())
                        .map(provider -> provider.cancel(taskId))
                        .orElse(true)) {
            rows.stopped(row);
        }
    }

    private boolean isTooOld(RemoteRow row) {
        return row.age().compareTo(settings.longest()) > 0;
    }

    private static Progress later(Duration delay, String why) {
        return new Progress.Later(delay, why, null, true);
    }

    /** Nobody works on it. */
    private static Progress waiting(Duration delay, String why) {
        return new Progress.Later(delay, why, null, false);
    }

    /** Of a job whose picture can't be drawn: it is given to nobody else. */
    public void unusable(UUID jobId) {
        rows.last(jobId).filter(row -> row.status() == Status.SUCCEEDED).ifPresent(row -> rows.previews(row, "", ""));
    }

    private static Duration pause(RemoteRow row) {
        Duration pause = FIRST_LOOK.multipliedBy(1L << Math.min(row.looks() / 3, 4));
        return pause.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : pause;
    }

    private static Duration pause(RemoteRow row, Refusal refusal) {
        return refusal.retryAfter() == null ? pause(row) : refusal.retryAfter();
    }

    private static Duration pause(int number, @Nullable Duration wanted) {
        Duration usual = TRIES.get(Math.min(number, TRIES.size()) - 1);
        return wanted != null && wanted.compareTo(usual) > 0 ? wanted : usual;
    }

    private String orderKey(PhotoRequested request, RemoteStyle style) {
        String photo = request.getPhotoFileId() != null ? request.getPhotoFileId() : request.getPhotoStorageKey();
        return styles.pictureKey(
                request.getUserId(), String.valueOf(photo), request.getSheetCell(), style, request.getUserInput());
    }

    /** Whether a row is still to be told of by its provider. */
    static boolean awaitsCall(RemoteRow row) {
        return row.status() == Status.RUNNING || row.status() == Status.UNKNOWN || row.status() == Status.INTENDED;
    }
}
