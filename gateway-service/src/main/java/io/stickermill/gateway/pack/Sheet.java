package io.stickermill.gateway.pack;

import io.stickermill.contracts.button.SheetSize;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture of drawings that is to become a pack.
 *
 * @param pack without parts
 * @param fileId the picture at Telegram
 * @param without the drawings that are left out, from 0
 * @param made its size, from when its pack is made: then nothing is left out or taken in any more
 */
public record Sheet(
        Pack pack,
        String fileId,
        Set<Integer> without,
        @Nullable SheetSize made) {}
