package io.stickermill.contracts.button;

import io.stickermill.schemas.StickerMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the buttons under one sticker depend on. It travels in the buttons that change the keyboard in place, so that
 * nobody has to remember it.
 *
 * @param jobId the sticker's job
 * @param style id of that which it has
 * @param outline whether it has one
 * @param next how another sticker of the photo is had
 * @param variant that is next
 * @param offered the shape that it could have instead; null where there is no choice
 */
public record StickerMenu(
        UUID jobId,
        String style,
        boolean outline,
        Next next,
        int variant,
        @Nullable StickerMode offered) {

    /** How another sticker of the same photo is had. */
    public enum Next {
        /** There is no other. */
        NONE,
        /** By making it. */
        AGAIN,
        /** It is made already. */
        READY_MADE
    }
}
