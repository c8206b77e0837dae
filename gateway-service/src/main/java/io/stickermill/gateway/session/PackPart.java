package io.stickermill.gateway.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo's place in a pack, which becomes a sticker set.
 *
 * @param index from 0, in the order in which the photos came
 * @param cell the drawing of the photo that is meant, from 0, where the photo is a sheet of them; null for all of it
 */
public record PackPart(UUID packId, int index, @Nullable Integer cell) {

    /** A whole photo. */
    public PackPart(UUID packId, int index) {
        this(packId, index, null);
    }
}
