package io.stickermill.history.set;

import io.stickermill.history.set.StickerSet.Refused;
import io.stickermill.schemas.StickerSetPartState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker set as the API tells of it; what is not known is absent.
 *
 * @param stickers that are in it
 * @param failed photos or stickers that are not, and won't be
 * @param photos of its pack, in all its sets
 * @param refused the last request that came to nothing
 * @param parts by their places, then those on their way, then those that failed; absent in lists
 */
record SetView(
        UUID stickerSetId,
        SetState status,
        String title,
        @Nullable String name,
        @Nullable URI link,
        UUID userId,
        @Nullable UUID packBatchId,
        @Nullable Integer photos,
        long stickers,
        long failed,

        @Nullable Refused refused,

        Instant changedAt,
        Instant createdAt,

        @Schema(nullable = true) @Nullable List<SetPart> parts) {

    static SetView of(StickerSet set) {
        return of(set, set.parts());
    }

    static SetView listed(StickerSet set) {
        return of(set, null);
    }

    private static SetView of(StickerSet set, @Nullable List<SetPart> parts) {
        return new SetView(
                set.id(),
                set.state(),
                set.title(),
                set.name(),
                set.link(),
                set.userId(),
                set.packBatchId(),
                set.photos(),
                count(set, StickerSetPartState.IN),
                count(set, StickerSetPartState.FAILED),
                set.refused(),
                set.changedAt(),
                set.createdAt(),
                parts);
    }

    static long count(StickerSet set, StickerSetPartState state) {
        return set.parts().stream().filter(part -> part.is(state)).count();
    }
}
