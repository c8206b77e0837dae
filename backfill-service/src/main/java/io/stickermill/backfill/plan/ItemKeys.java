package io.stickermill.backfill.plan;

import io.stickermill.schemas.BackfillSubject;
import java.util.UUID;

/** Where a missing file is to lie. What lies somewhere already stays there. */
final class ItemKeys {

    private ItemKeys() {}

    static String of(BackfillSubject subject, MissingRow row) {
        String path = row.path();
        if (path != null) {
            return path;
        }
        long second = row.createdAt().getEpochSecond();
        UUID pack = row.packBatchId();
        return switch (subject) {
            case STICKER -> {
                if (pack != null && row.packIndex() != null) {
                    yield "stickers/%s/%s/%d_%d.webp".formatted(row.userId(), pack, second, row.packIndex());
                }
                // Rows that were brought in may have no session.
                Object folder = row.sessionId() == null ? "no_session" : row.sessionId();
                yield "stickers/%s/%s/%d_%s.webp".formatted(row.userId(), folder, second, row.id());
            }
            case SESSION -> "stickers/%s/backfill_session/%s.webp".formatted(row.userId(), row.id());
            case PACK_SHEET -> "pack_sheets/%s.png".formatted(row.id());
            case UNKNOWN -> throw new IllegalArgumentException("no subject");
        };
    }
}
