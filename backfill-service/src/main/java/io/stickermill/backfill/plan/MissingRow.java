package io.stickermill.backfill.plan;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row whose file is missing, or is to be looked for.
 *
 * @param stickerId of a session's last sticker, where the session knows it
 */
record MissingRow(
        UUID id,
        UUID userId,
        long chatId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable UUID stickerId,
        @Nullable String fileId,
        @Nullable String stickerSetName,
        @Nullable Integer packIndex,
        @Nullable Integer packSize,
        @Nullable String path,
        String env,
        Instant createdAt) {}
