package io.stickermill.history.generation;

import io.stickermill.history.page.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code generations}. */
public record Generation(
        UUID id,
        UUID jobId,
        int number,
        UUID userId,
        long chatId,
        UUID sessionId,
        String kind,
        String style,
        String provider,
        String model,
        String prompt,
        BigDecimal price,
        GenerationStatus status,
        boolean paid,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String assetKey,
        @Nullable String previewKey,
        @Nullable String thumbnailKey,
        String env,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant madeAt,
        @Nullable Instant endedAt) {

    Place place() {
        return new Place(createdAt, id);
    }
}
