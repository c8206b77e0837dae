package io.stickermill.platform.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where objects lie in the bucket. A retry writes the same key: the time is the request's, not the upload's. */
public final class StorageKeys {

    /** What the keys of all uploads begin with. */
    public static final String UPLOADS = "uploads/";

    /** What the keys of all photos begin with that providers fetch. */
    public static final String GENERATION_INPUTS = "generation-inputs/";

    private StorageKeys() {}

    /** What the keys of all stickers of a person begin with. */
    public static String stickersOf(UUID userId) {
        return "stickers/%s/".formatted(userId);
    }

    /** A single sticker. Its id is in the key because the photos of an album share a second. */
    public static String sticker(UUID userId, UUID sessionId, Instant requestedAt, UUID stickerId) {
        return "stickers/%s/%s/%d_%s.webp".formatted(userId, sessionId, requestedAt.getEpochSecond(), stickerId);
    }

    /**
     * A sticker of a pack.
     *
     * @param index its place in the pack, from 0
     */
    public static String packSticker(UUID userId, UUID packBatchId, Instant requestedAt, int index) {
        return "stickers/%s/%s/%d_%d.webp".formatted(userId, packBatchId, requestedAt.getEpochSecond(), index);
    }

    /** A sticker that was made beside the one that was sent; it goes when its lifetime is over. */
    public static String readyMade(UUID jobId, int variant) {
        return "candidates/%s/%d.webp".formatted(jobId, variant);
    }

    /** A sticker in every style, for who chooses one; it goes when its lifetime is over. */
    public static String styleSheet(UUID jobId, String language) {
        return "sheets/%s/%s.jpg".formatted(jobId, language);
    }

    /** The drawings of a sheet with their numbers, for who chooses among them; it goes when its lifetime is over. */
    public static String packSheetPreview(UUID packBatchId) {
        return "previews/%s.jpg".formatted(packBatchId);
    }

    /** What the keys of all that remote models have made for a person begin with. */
    public static String generationsOf(UUID userId) {
        return "generations/%s/".formatted(userId);
    }

    /** What a remote model has made, as it made it. */
    public static String generation(UUID userId, UUID generationId) {
        return generationsOf(userId) + generationId;
    }

    /**
     * A small one of it.
     *
     * @param side that neither of its sides is longer than, in pixels
     */
    public static String generationPreview(UUID userId, UUID generationId, int side) {
        return "generations/%s/%s.%d.webp".formatted(userId, generationId, side);
    }

    /** A photo that a provider fetches; it goes when the provider has ended. */
    public static String generationInput(UUID generationId) {
        return GENERATION_INPUTS + generationId;
    }

    /** A photo that came through the HTTP API; it goes when its lifetime is over. */
    public static String upload(UUID jobId) {
        return UPLOADS + jobId;
    }

    /** The job whose upload it is. Empty for any other key. */
    public static Optional<UUID> jobOfUpload(String key) {
        try {
            UUID jobId = UUID.fromString(key.startsWith(UPLOADS) ? key.substring(UPLOADS.length()) : "");
            return upload(jobId).equals(key) ? Optional.of(jobId) : Optional.empty();
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
