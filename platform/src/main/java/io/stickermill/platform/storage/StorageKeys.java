package io.stickermill.platform.storage;

import java.time.Instant;
import java.util.UUID;

/** Where objects lie in the bucket. A retry writes the same key: the time is the request's, not the upload's. */
public final class StorageKeys {

    private StorageKeys() {}

    /** A single sticker. Its id is in the key because the photos of an album share a second. */
    public static String sticker(UUID userId, UUID sessionId, Instant requestedAt, UUID stickerId) {
        return "stickers/%s/%s/%d_%s.webp".formatted(userId, sessionId, requestedAt.getEpochSecond(), stickerId);
    }

    /** A sticker that was made beside the one that was sent; it goes when its lifetime is over. */
    public static String candidate(UUID jobId, int variant) {
        return "candidates/%s/%d.webp".formatted(jobId, variant);
    }

    /** A sticker in every style, for who chooses one; it goes when its lifetime is over. */
    public static String styleSheet(UUID jobId, String language) {
        return "sheets/%s/%s.jpg".formatted(jobId, language);
    }

    /** A photo that came through the HTTP API; it goes when its lifetime is over. */
    public static String upload(UUID jobId) {
        return "uploads/" + jobId;
    }
}
