package io.stickermill.history.sticker;

import io.stickermill.platform.storage.ObjectStorage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker as the API tells of it; what is not known is absent.
 *
 * @param shape what became of the photo; {@code card_no_subject} is a card because nothing stood out to be cut out
 * @param confidence how much of the cut-out is expected to be right, 0 to 1
 * @param text that is set on it
 * @param url where the sticker can be asked about, on this service
 * @param link a link to the file that anyone can use for 15 minutes; absent while no file is known, and of a deleted sticker
 */
public record StickerView(
        UUID stickerId,
        @Nullable UUID jobId,
        UUID userId,
        long chatId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable Integer packIndex,
        @Nullable String stickerSetName,

        @Schema(allowableValues = {"live", "import", "session"})
        String origin,

        String generationType,
        String env,
        String style,
        int variant,

        @Schema(allowableValues = {"cut_out", "own_transparency", "card_as_asked", "card_no_subject"}) @Nullable
        String shape,

        @Nullable Double confidence,
        @Nullable Boolean outline,
        @Nullable String text,
        @Nullable String telegramFileId,
        @Nullable String resultStoragePath,
        URI url,
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
                sticker.style(),
                sticker.variant(),
                sticker.shape(),
                sticker.confidence(),
                sticker.outline(),
                sticker.text(),
                sticker.telegramFileId(),
                path,
                URI.create("/v1/stickers/" + sticker.id()),
                path == null || sticker.deletedAt() != null ? null : storage.link(path, LINK_LIFETIME),
                sticker.createdAt(),
                sticker.deliveredAt(),
                sticker.deletedAt());
    }
}
