package io.stickermill.history.sticker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.platform.storage.ObjectStorage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker as the API tells of it; what is not known is absent.
 *
 * @param link a link to the file that anyone can use for 15 minutes; absent while no file is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StickerView(
        UUID stickerId,
        @Nullable UUID jobId,
        UUID userId,
        long chatId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable Integer packIndex,
        @Nullable String stickerSetName,
        String origin,
        String generationType,
        String env,
        String stylePresetId,
        int variant,
        @Nullable String telegramFileId,
        @Nullable String resultStoragePath,
        @Nullable URI link,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant deletedAt) {

    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);

    /** @param storage makes the link */
    public static StickerView of(Sticker sticker, ObjectStorage storage) {
        String path = sticker.resultStoragePath();
        return new StickerView(
                sticker.id(),
                sticker.jobId(),
                sticker.userId(),
                sticker.chatId(),
                sticker.sessionId(),
                sticker.packBatchId(),
                sticker.packIndex(),
                sticker.stickerSetName(),
                sticker.origin(),
                sticker.generationType(),
                sticker.env(),
                sticker.stylePresetId(),
                sticker.variant(),
                sticker.telegramFileId(),
                path,
                path == null ? null : storage.link(path, LINK_LIFETIME),
                sticker.createdAt(),
                sticker.deliveredAt(),
                sticker.deletedAt());
    }
}
