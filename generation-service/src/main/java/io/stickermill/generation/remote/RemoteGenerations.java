package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.remote.ImageProvider.PictureForm;
import io.stickermill.generation.remote.RemoteDownload.Fetched;
import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.platform.metric.Metric;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerMode;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private final RemoteRows rows;
    private final RemoteStyles styles;
    private final RemoteProviders providers;
    private final RemotePictures pictures;
    private final RemoteLimits limits;
    private final RemoteSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    RemoteGenerations(
            RemoteRows rows,
            RemoteStyles styles,
            RemoteProviders providers,
            RemotePictures pictures,
            RemoteLimits limits,
            RemoteSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.rows = rows;
        this.styles = styles;
        this.providers = providers;
        this.pictures = pictures;
        this.limits = limits;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** How far the picture of a job is. */
    public sealed interface Progress {

        /** It is there: strangers' pixels. */
        record Picture(byte[] file) implements Progress {}

        /**
         * To be asked again after a while.
         *
         * @param since when its person began to wait for it
         * @param place how many come before it; null if that is not known
         */
        record Later(
                Duration delay,
                String why,
                Instant since,
                @Nullable Integer place) implements Progress {}

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
        boolean cutsOut = request.getMode() != StickerMode.CARD
                && request.getVariant() == 0
                && request.getSheetCell() == null
                && StylePreset.ofId(request.getStylePresetId())
                        .filter(style -> !style.needsCard())
                        .isPresent();
        return styles.ofId(request.getStylePresetId()).or(() -> cutsOut ? styles.cutOut() : Optional.empty());
    }

    /** Looks how far it is, without the photo. */
    public Progress look(PhotoRequested request, RemoteStyle style) {
        RemoteRow row = rows.last(request.getJobId()).orElse(null);
        if (row == null) {
            return rows.assetOf(orderKey(request, style))
                    .flatMap(pictures::kept)
                    .<Progress>map(Progress.Picture::new)
                    .orElseGet(Progress.NeedsPhoto::new);
        }
        return switch (row.status()) {
            // Its process ended over the call: nobody knows whether it was made.
            case INTENDED -> {
                rows.unknown(row, "cut off while it was ordered");
                yield unknown(row);
            }
            case UNKNOWN -> unknown(row);
            case RUNNING -> running(style, row);
            case SUCCEEDED ->
                pictures.kept(Objects.requireNonNull(row.assetKey()))
                        .<Progress>map(Progress.Picture::new)
                        .orElseGet(() -> new Progress.Failed(
                                GenerationFailure.REMOTE_FAILED, "the picture is no longer in storage"));
            case CANCELLED -> new Progress.Failed(GenerationFailure.REMOTE_FAILED, "cancelled");
            case FAILED -> afterFailure(style, row);
        };
    }

    /** Only the provider's own call can still tell of it. */
    private Progress unknown(RemoteRow row) {
        if (isTooOld(row)) {
            log.warn("remote generation {} at {} may be paid and is lost", row.id(), row.provider());
            return end(fail(row, new Refusal(Refusal.Why.LOST, "nobody knows whether it was made")));
        }
        return later(row, LAST_LOOK, "an order whose answer was lost", null);
    }

    private Progress running(RemoteStyle style, RemoteRow row) {
        ImageProvider provider = providers.find(row.provider()).orElse(null);
        String taskId = Objects.requireNonNull(row.taskId());
        if (isTooOld(row)) {
            if (provider != null) {
                provider.cancel(taskId);
            }
            return failed(style, row, new Refusal(Refusal.Why.FAILED, "it took longer than " + settings.longest()));
        }
        if (provider == null) {
            return later(row, LAST_LOOK, "provider " + row.provider() + " is not set any more", null);
        }
        String works = "a model of " + row.provider() + " works";
        return switch (providers.look(row.provider(), taskId)) {
            case Looked.Running(Integer place, Integer _) -> {
                rows.looked(row, place, place != null);
                yield later(row, pause(row), works, place);
            }
            case Looked.NotNow(Refusal refusal) -> {
                rows.looked(row, null, true);
                yield later(row, pause(row, refusal), refusal.detail(), null);
            }
            case Looked.Failed(Refusal refusal) -> failed(style, row, refusal);
            case Looked.Finished(RemotePicture picture) -> taken(style, row, picture);
        };
    }

    /** Orders the picture, if nothing is against it just now. */
    public Progress order(PhotoRequested request, RemoteStyle style, byte[] photo) {
        RemoteRow last = rows.last(request.getJobId()).orElse(null);
        List<RemoteModel> models = next(style, last);
        if (models.isEmpty()) {
            return new Progress.Failed(
                    GenerationFailure.REMOTE_FAILED, "no provider of style " + style.id() + " is set");
        }
        RemoteModel model = models.stream()
                .filter(able -> !providers.isDown(able.provider()))
                .findFirst()
                .orElse(null);
        if (model == null) {
            if (request.getRequestedAt().isBefore(clock.instant().minus(settings.longest()))) {
                return new Progress.Failed(GenerationFailure.REMOTE_FAILED, "every provider of the style is away");
            }
            return new Progress.Later(
                    RemoteProviders.ALONE,
                    "every provider of the style is left alone for a while",
                    request.getRequestedAt(),
                    null);
        }
        Optional<Progress> against = limits.against(request, model);
        if (against.isPresent()) {
            return against.get();
        }
        ImageProvider provider = providers.find(model.provider()).orElseThrow();
        String prompt = styles.prompt(style, request.getUserInput());
        RemoteRow row =
                rows.intend(request, last == null ? 1 : last.number() + 1, orderKey(request, style), model, prompt);
        var task = new ImageTask(
                model.model(),
                prompt,
                photo,
                link(row, provider, photo),
                model.pictureField(),
                model.inputs(),
                hook(row, provider));
        return switch (providers.submit(row.provider(), task)) {
            case Submitted.Accepted(String taskId) -> {
                rows.running(row, taskId);
                yield later(row, FIRST_LOOK, "a model of " + row.provider() + " works", null);
            }
            case Submitted.Finished(RemotePicture picture) -> taken(style, row, picture);
            case Submitted.Refused(Refusal refusal) -> failed(style, row, refusal);
            case Submitted.Unknown(String cause) -> {
                log.warn("whether {} makes remote generation {} is not known: {}", row.provider(), row.id(), cause);
                rows.unknown(row, cause);
                yield later(row, LAST_LOOK, cause, null);
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
            case Fetched.Later(String cause) -> later(row, pause(row), cause, null);
            case Fetched.Not(Refusal refusal) -> failed(style, row, refusal);
            case Fetched.File(byte[] file) -> {
                rows.succeeded(row, pictures.keep(row, file), made);
                pictures.forgetInput(row);
                Metric.REMOTE_TIME.timer(meters, row.provider()).record(Duration.between(row.createdAt(), made));
                Metric.REMOTE_ENDS.counter(meters, row.provider(), "succeeded").increment();
                Metric.REMOTE_COST
                        .counter(meters, row.provider())
                        .increment(row.price().doubleValue());
                yield new Progress.Picture(file);
            }
        };
    }

    private Progress failed(RemoteStyle style, RemoteRow row, Refusal refusal) {
        log.info("remote generation {} at {} failed: {} {}", row.id(), row.provider(), refusal.why(), refusal.detail());
        RemoteRow failed = fail(row, refusal);
        return mayGoOn(style, failed)
                ? later(failed, pause(row.number(), refusal.retryAfter()), "another try of a remote model", null)
                : end(failed);
    }

    private RemoteRow fail(RemoteRow row, Refusal refusal) {
        rows.failed(row, refusal);
        pictures.forgetInput(row);
        RemoteRow failed = rows.byId(row.id()).orElseThrow();
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

    private Progress afterFailure(RemoteStyle style, RemoteRow row) {
        // Its pause has passed: the job was asked for again.
        return mayGoOn(style, row) ? new Progress.NeedsPhoto() : end(row);
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
            String taskId = row.taskId();
            if (taskId != null) {
                providers.find(row.provider()).ifPresent(provider -> provider.cancel(taskId));
            }
        }
    }

    private boolean isTooOld(RemoteRow row) {
        return row.createdAt().isBefore(clock.instant().minus(settings.longest()));
    }

    private static Progress later(RemoteRow row, Duration delay, String why, @Nullable Integer place) {
        return new Progress.Later(delay, why, row.createdAt(), place);
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
        String all = String.join(
                "\n",
                String.valueOf(request.getUserId()),
                String.valueOf(photo),
                String.valueOf(request.getSheetCell()),
                style.id(),
                String.valueOf(request.getVariant()),
                styles.prompt(style, request.getUserInput()));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }

    /** Whether a row is still to be told of by its provider. */
    static boolean awaitsCall(RemoteRow row) {
        return row.status() == Status.RUNNING || row.status() == Status.UNKNOWN || row.status() == Status.INTENDED;
    }
}
