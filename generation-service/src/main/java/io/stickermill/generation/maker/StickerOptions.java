package io.stickermill.generation.maker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param mode cut the subject out, or keep the whole picture
 * @param style id of a style; {@link #NO_STYLE} leaves the photo as it is, and so does a style that the maker lacks
 * @param outline whether the sticker gets an outline and its shadow
 * @param text to set on the sticker
 * @param variant 0 for the first try; each further number asks for another cut-out of the same photo
 */
public record StickerOptions(
        Mode mode, String style, boolean outline, @Nullable String text, int variant) {

    public static final String NO_STYLE = "none";

    /** A cut-out with its outline, as nearly all stickers are. */
    public static final StickerOptions DEFAULT = new StickerOptions(Mode.CUT_OUT, NO_STYLE, true, null, 0);

    public enum Mode {
        CUT_OUT,
        CARD
    }

    public StickerOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(style, "style");
        if (variant < 0) {
            throw new IllegalArgumentException("variant must not be negative: " + variant);
        }
    }

    public StickerOptions withMode(Mode other) {
        return new StickerOptions(other, style, outline, text, variant);
    }

    public StickerOptions withStyle(String other) {
        return new StickerOptions(mode, other, outline, text, variant);
    }

    public StickerOptions withText(String other) {
        return new StickerOptions(mode, style, outline, other, variant);
    }

    public StickerOptions withOutline(boolean wanted) {
        return new StickerOptions(mode, style, wanted, text, variant);
    }

    public StickerOptions withVariant(int other) {
        return new StickerOptions(mode, style, outline, text, other);
    }
}
