package io.stickermill.history.path;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose a path or a UUID is.
 *
 * @param inHistory whether a row says so; otherwise it is what the path's form claims, and no row knows of it
 */
record PathOwner(
        Kind kind,
        boolean inHistory,
        @Nullable UUID userId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable Integer packIndex,
        @Nullable UUID stickerId,
        @Nullable UUID jobId) {

    enum Kind {
        /** A sticker outside of packs. */
        SINGLE_STICKER,
        PACK_STICKER,
        PACK_SHEET,
        /** The UUID is a session's. */
        SESSION,
        /** The UUID is a pack's. */
        PACK,
        /** A photo that came through the HTTP API. */
        UPLOAD,
        UNKNOWN
    }

    static PathOwner session(UUID sessionId, boolean inHistory, @Nullable UUID userId) {
        return new PathOwner(Kind.SESSION, inHistory, userId, sessionId, null, null, null, null);
    }

    static PathOwner pack(Kind kind, UUID packBatchId, boolean inHistory, @Nullable UUID userId) {
        return new PathOwner(kind, inHistory, userId, null, packBatchId, null, null, null);
    }

    static PathOwner upload(UUID jobId) {
        return new PathOwner(Kind.UPLOAD, false, null, null, null, null, null, jobId);
    }

    static PathOwner unknown(@Nullable UUID userId) {
        return new PathOwner(Kind.UNKNOWN, false, userId, null, null, null, null, null);
    }
}
