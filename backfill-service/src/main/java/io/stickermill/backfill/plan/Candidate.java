package io.stickermill.backfill.plan;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row whose file is missing, or is to be looked for. */
record Candidate(
        UUID id,
        UUID userId,
        long chatId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable String fileId,
        @Nullable String stickerSetName,
        @Nullable Integer packIndex,
        @Nullable Integer packSize,
        @Nullable String path,
        Instant createdAt) {}
