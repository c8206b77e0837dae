package io.stickermill.history.generation;

import io.stickermill.platform.storage.ObjectStorage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generation as the API tells of it; what is not known is absent.
 *
 * @param number among the orders of its job, from 1
 * @param prompt what the model was told, the person's words within it
 * @param price what the provider charges, in US dollars
 * @param paid whether it does, or may
 * @param reason why there is no picture, as one word
 * @param detail the provider's own words of it
 * @param link to the picture as the model made it, for 15 minutes
 * @param preview link to a WebP of at most 1,024 pixels
 * @param thumbnail link to a WebP of at most 256 pixels
 * @param queueMs from the order until it left the provider's queue, as far as that was seen
 * @param runMs from then until it was made
 * @param copyMs from then until it lay in our storage
 */
record GenerationView(
        UUID generationId,
        UUID jobId,
        int number,
        UUID userId,
        long chatId,
        UUID sessionId,

        @Schema(allowableValues = {"image", "video"}) String kind,

        String style,
        String provider,
        String model,
        String prompt,
        BigDecimal price,
        GenerationStatus status,
        boolean paid,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable URI link,
        @Nullable URI preview,
        @Nullable URI thumbnail,
        String env,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant madeAt,
        @Nullable Instant endedAt,
        @Nullable Long queueMs,
        @Nullable Long runMs,
        @Nullable Long copyMs) {

    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);

    /** @param storage makes the links */
    static GenerationView of(Generation row, ObjectStorage storage) {
        return new GenerationView(
                row.id(),
                row.jobId(),
                row.number(),
                row.userId(),
                row.chatId(),
                row.sessionId(),
                row.kind(),
                row.style(),
                row.provider(),
                row.model(),
                row.prompt(),
                row.price(),
                row.status(),
                row.paid(),
                row.reason(),
                row.detail(),
                link(storage, row.assetKey()),
                link(storage, row.previewKey()),
                link(storage, row.thumbnailKey()),
                row.env(),
                row.createdAt(),
                row.startedAt(),
                row.madeAt(),
                row.endedAt(),
                between(row.createdAt(), row.startedAt()),
                between(row.startedAt(), row.madeAt()),
                between(row.madeAt(), row.endedAt()));
    }

    private static @Nullable URI link(ObjectStorage storage, @Nullable String key) {
        return key == null ? null : storage.link(key, LINK_LIFETIME);
    }

    private static @Nullable Long between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Math.max(0, Duration.between(from, to).toMillis());
    }
}
