package io.stickermill.generation.job;

import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.Download;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.DownloadLimits;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Fetches the photo of a request, from Telegram or from object storage. */
final class PhotoFetcher {

    private final TelegramClient telegram;
    private final DownloadLimits downloads;
    private final ObjectStorage storage;
    private final DataSize limit;

    PhotoFetcher(TelegramClient telegram, DownloadLimits downloads, ObjectStorage storage, DataSize limit) {
        this.telegram = telegram;
        this.downloads = downloads;
        this.storage = storage;
        this.limit = limit;
    }

    /** What came of it. */
    sealed interface Fetched {
        record Photo(byte[] file) implements Fetched {}

        /** This photo can't be had, now or later. */
        record Unusable(GenerationFailure reason, String detail) implements Fetched {}

        /** Telegram wants us to wait: no fault of anybody. */
        record NotNow(Duration delay) implements Fetched {}

        /** Only the operator can mend it: no photo can be fetched. */
        record Barred(String cause) implements Fetched {}

        /** A fault on the way: try again. */
        record Failed(String cause) implements Fetched {}
    }

    Fetched fetch(PhotoRequested request) {
        return fetch(request.getPhotoFileId(), request.getPhotoStorageKey());
    }

    /** @param fileId Telegram's; null where the photo lies in storage */
    Fetched fetch(@Nullable String fileId, @Nullable String storageKey) {
        if (fileId != null) {
            return fromTelegram(fileId);
        }
        return fromStorage(Objects.requireNonNull(storageKey, "a request without a photo"));
    }

    private Fetched fromTelegram(String fileId) {
        downloads.goesFirst();
        return switch (telegram.download(fileId, limit)) {
            case Download.Fetched(byte[] content) -> new Fetched.Photo(content);
            case Download.TooLarge(String detail) -> new Fetched.Unusable(GenerationFailure.FILE_TOO_LARGE, detail);
            case Download.Gone(String detail) -> new Fetched.Unusable(GenerationFailure.FILE_GONE, detail);
            case Download.TooSoon(Duration retryAfter) -> new Fetched.NotNow(retryAfter);
            case Download.Barred(String cause) -> new Fetched.Barred(cause);
            case Download.Failed(String cause) -> new Fetched.Failed(cause);
        };
    }

    private Fetched fromStorage(String key) {
        return storage.get(key)
                .<Fetched>map(Fetched.Photo::new)
                .orElseGet(() -> new Fetched.Unusable(GenerationFailure.FILE_GONE, "no object " + key));
    }
}
