package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.generation.remote.RemoteDownload.Fetched;
import io.stickermill.generation.remote.RemoteRow.Status;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageUnavailable;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.math.BigDecimal;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static final Duration NO_ROOM = Duration.ofSeconds(3);

    private static final int TRIES_TO_KEEP = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

    /** What a person may say to a model. */
    private static final int LONGEST_WISH = 500;

    private final RemoteRows rows;
    private final RemoteStyles styles;
    private final Map<String, ImageProvider> providers;
    private final RemoteDownload download;
    private final ObjectStorage storage;
    private final RemoteSettings settings;
    private final Clock clock;

    RemoteGenerations(
            RemoteRows rows,
            RemoteStyles styles,
            List<ImageProvider> providers,
            RemoteDownload download,
            ObjectStorage storage,
            RemoteSettings settings,
            Clock clock) {
        this.rows = rows;
        this.styles = styles;
        this.providers = providers.stream().collect(Collectors.toMap(ImageProvider::name, Function.identity()));
        this.download = download;
        this.storage = storage;
        this.settings = settings;
        this.clock = clock;
    }

    /** How far the picture of a job is. */
    public sealed interface Progress {

        /** It is there: strangers' pixels. */
        record Picture(byte[] file) implements Progress {}

        /** To be asked again after a while. */
        record Later(Duration delay, String why) implements Progress {}

        /** There will be none. */
        record Failed(GenerationFailure reason, String detail) implements Progress {}

        /** It is to be ordered, for which the photo is needed. */
        record NeedsPhoto() implements Progress {}
    }

    /** The remote style that a request asks for. Empty for one of the house. */
    public Optional<RemoteStyle> styleOf(PhotoRequested request) {
        return styles.ofId(request.getStylePresetId());
    }

    /** Looks how far it is, without the photo. */
    public Progress look(PhotoRequested request, RemoteStyle style) {
        RemoteRow row = rows.last(request.getJobId()).orElse(null);
        if (row == null) {
            return rows.assetOf(orderKey(request, style))
                    .flatMap(storage::get)
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
            case RUNNING -> running(request, style, row);
            case SUCCEEDED ->
                storage.get(Objects.requireNonNull(row.assetKey()))
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
            rows.failed(row, new Refusal(Refusal.Why.LOST, "nobody knows whether it was made"));
            log.warn("remote generation {} at {} may be paid and is lost", row.id(), row.provider());
            return end(rows.last(row.jobId()).orElseThrow());
        }
        return new Progress.Later(LAST_LOOK, "an order whose answer was lost");
    }

    private Progress running(PhotoRequested request, RemoteStyle style, RemoteRow row) {
        ImageProvider provider = providers.get(row.provider());
        if (isTooOld(row)) {
            if (provider != null) {
                provider.cancel(Objects.requireNonNull(row.taskId()));
            }
            return failed(style, row, new Refusal(Refusal.Why.FAILED, "it took longer than " + settings.longest()));
        }
        if (provider == null) {
            return new Progress.Later(LAST_LOOK, "provider " + row.provider() + " is not set any more");
        }
        rows.looked(row);
        return switch (provider.look(Objects.requireNonNull(row.taskId()))) {
            case Looked.Running _ -> new Progress.Later(pause(row), "a model of " + row.provider() + " works");
            case Looked.NotNow(Refusal refusal) -> new Progress.Later(pause(row, refusal), refusal.detail());
            case Looked.Failed(Refusal refusal) -> failed(style, row, refusal);
            case Looked.Finished(RemotePicture picture) -> taken(request, style, row, picture);
        };
    }

    /** Orders the picture, if nothing is against it just now. */
    public Progress order(PhotoRequested request, RemoteStyle style, byte[] photo) {
        int number = rows.last(request.getJobId()).map(RemoteRow::number).orElse(0) + 1;
        RemoteModel model = next(style, request.getJobId());
        if (model == null) {
            return new Progress.Failed(
                    GenerationFailure.REMOTE_FAILED, "no provider of style " + style.id() + " is set");
        }
        ImageProvider provider = Objects.requireNonNull(providers.get(model.provider()));
        if (rows.open(model.provider(), settings.longest()) >= settings.atOnce()) {
            return new Progress.Later(NO_ROOM, "as many as are allowed are at " + model.provider());
        }
        BigDecimal budget = settings.dailyBudget();
        if (budget.signum() > 0 && rows.spentToday().add(model.price()).compareTo(budget) > 0) {
            log.warn("the day's budget of {} USD for remote models is spent", budget);
            return new Progress.Failed(GenerationFailure.REMOTE_FAILED, "the day's budget is spent");
        }
        String prompt = prompt(style, request.getUserInput());
        RemoteRow row = rows.intend(request, number, orderKey(request, style), model, prompt);
        URI hook = settings.hooks().isBlank() || !provider.abilities().hooks()
                ? null
                : URI.create(settings.hooks() + RemoteHooks.PATH + row.provider() + "/" + row.token());
        var task = new ImageTask(model.model(), prompt, photo, null, model.pictureField(), model.inputs(), hook);
        return switch (provider.submit(task)) {
            case Submitted.Accepted(String taskId) -> {
                rows.running(row, taskId);
                yield new Progress.Later(FIRST_LOOK, "a model of " + row.provider() + " works");
            }
            case Submitted.Finished(RemotePicture picture) -> taken(request, style, row, picture);
            case Submitted.Refused(Refusal refusal) -> failed(style, row, refusal);
            case Submitted.Unknown(String cause) -> {
                log.warn("whether {} makes remote generation {} is not known: {}", row.provider(), row.id(), cause);
                rows.unknown(row, cause);
                yield new Progress.Later(LAST_LOOK, cause);
            }
        };
    }

    /** Copied to our storage at once: at the provider it vanishes. */
    private Progress taken(PhotoRequested request, RemoteStyle style, RemoteRow row, RemotePicture picture) {
        byte[] file;
        switch (picture) {
            case RemotePicture.Bytes(byte[] bytes) -> file = bytes;
            case RemotePicture.Link(URI address) -> {
                switch (download.fetch(address)) {
                    case Fetched.File(byte[] content) -> file = content;
                    case Fetched.Later(String cause) -> {
                        return new Progress.Later(pause(row), cause);
                    }
                    case Fetched.Not(Refusal refusal) -> {
                        return failed(style, row, refusal);
                    }
                }
            }
        }
        if (!PictureFiles.isOne(file)) {
            return failed(style, row, new Refusal(Refusal.Why.FAILED, "what was made is no picture"));
        }
        String key = "generations/%s/%s".formatted(request.getUserId(), row.id());
        keep(key, file);
        rows.succeeded(row, key);
        return new Progress.Picture(file);
    }

    /** It is paid, and some providers give it once: a storage that is away for a moment is waited for. */
    private void keep(String key, byte[] file) {
        for (int tries = 1; ; tries++) {
            try {
                storage.put(key, file, "application/octet-stream");
                return;
            } catch (StorageUnavailable away) {
                if (tries == TRIES_TO_KEEP) {
                    throw away;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private Progress failed(RemoteStyle style, RemoteRow row, Refusal refusal) {
        log.info("remote generation {} at {} failed: {} {}", row.id(), row.provider(), refusal.why(), refusal.detail());
        rows.failed(row, refusal);
        return afterFailure(style, rows.last(row.jobId()).orElseThrow(), pause(row.number(), refusal.retryAfter()));
    }

    private Progress afterFailure(RemoteStyle style, RemoteRow row) {
        // Its pause has passed: the job was asked for again.
        return mayGoOn(style, row) ? new Progress.NeedsPhoto() : end(row);
    }

    private Progress afterFailure(RemoteStyle style, RemoteRow row, Duration pause) {
        return mayGoOn(style, row) ? new Progress.Later(pause, "another try of a remote model") : end(row);
    }

    private boolean mayGoOn(RemoteStyle style, RemoteRow row) {
        Refusal.Why why = Objects.requireNonNull(row.why());
        return row.number() <= TRIES.size()
                && (why.isOfTheMoment() || why.isOurs() && next(style, row.jobId()) != null);
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

    /** The first model whose provider is set; after a failure the next one, if there is another. */
    private @Nullable RemoteModel next(RemoteStyle style, UUID jobId) {
        List<RemoteModel> able = style.models().stream()
                .filter(model -> providers.containsKey(model.provider())
                        && providers.get(model.provider()).abilities().picture() == ImageProvider.PictureForm.BYTES)
                .toList();
        if (able.isEmpty()) {
            return null;
        }
        RemoteRow last = rows.last(jobId).orElse(null);
        if (last == null) {
            return able.getFirst();
        }
        int at = 0;
        while (at < able.size()
                && !(able.get(at).provider().equals(last.provider())
                        && able.get(at).model().equals(last.model()))) {
            at++;
        }
        boolean ours = last.why() != null && last.why().isOurs();
        if (at + 1 < able.size()) {
            return able.get(at + 1);
        }
        return ours ? null : able.getFirst();
    }

    /** Nobody waits for the job's picture any more: it is not paid for longer than it must be. */
    public void cancel(UUID jobId) {
        for (RemoteRow row : rows.cancel(jobId)) {
            ImageProvider provider = providers.get(row.provider());
            if (provider != null && row.taskId() != null) {
                provider.cancel(row.taskId());
            }
        }
    }

    private boolean isTooOld(RemoteRow row) {
        return row.createdAt().isBefore(clock.instant().minus(settings.longest()));
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

    /** What the person says is the wish; nothing of it is an instruction of ours. */
    static String prompt(RemoteStyle style, @Nullable String said) {
        String wish = said == null
                ? ""
                : said.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Cs}]+", " ").strip();
        int characters = wish.codePointCount(0, wish.length());
        String kept = wish.substring(0, wish.offsetByCodePoints(0, Math.min(characters, LONGEST_WISH)));
        return style.prompt().replace(RemoteStyle.WISH, kept).strip();
    }

    private static String orderKey(PhotoRequested request, RemoteStyle style) {
        String photo = request.getPhotoFileId() != null ? request.getPhotoFileId() : request.getPhotoStorageKey();
        String all = String.join(
                "\n",
                String.valueOf(request.getUserId()),
                String.valueOf(photo),
                String.valueOf(request.getSheetCell()),
                style.id(),
                String.valueOf(request.getVariant()),
                prompt(style, request.getUserInput()));
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
