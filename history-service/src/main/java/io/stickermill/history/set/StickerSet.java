package io.stickermill.history.set;

import io.stickermill.history.page.Place;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker set as its youngest event tells.
 *
 * @param packBatchId the pack of photos that it is made of; null for a person's own
 * @param owner the person's id at Telegram
 * @param name at Telegram; null while there is none
 * @param photos of its pack; null while more may come, and for a set of no pack
 * @param refused the last request that came to nothing
 */
public record StickerSet(
        UUID id,
        @Nullable UUID packBatchId,
        UUID userId,
        long owner,
        @Nullable String name,
        String title,
        SetState state,
        @Nullable Integer photos,
        List<SetPart> parts,
        @Nullable Refused refused,
        Instant changedAt,
        Instant createdAt) {

    /** @param reason as one word */
    public record Refused(UUID requestId, String reason) {}

    /** Where people look at it in Telegram, while there is such a set. */
    public @Nullable URI link() {
        return name == null || state != SetState.OPEN ? null : URI.create("https://t.me/addstickers/" + name);
    }

    Place place() {
        return new Place(createdAt, id);
    }
}
