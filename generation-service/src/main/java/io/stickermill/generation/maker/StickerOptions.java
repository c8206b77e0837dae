package io.stickermill.generation.maker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param mode cut the subject out, where there is one; keep the whole picture; or cut out whatever comes nearest to a subject
 * @param style id of a style; {@link #NO_STYLE} leaves the photo as it is, and so does a style that the maker lacks
 * @param outline whether the sticker gets an outline and its shadow
 * @param text to set on the sticker
 * @param variant 0 for the first try; each further number asks for another cut-out of the same photo
 * @param sheetCell where the photo is a sheet of drawings in a grid: which of those that are drawn is meant, from 0, row by
 *     row; null for the whole photo
 */
public record StickerOptions(
        Mode mode,
        String style,
        boolean outline,
        @Nullable String text,
        int variant,
        @Nullable Integer sheetCell) {

    public static final String NO_STYLE = "none";

    /** A cut-out with its outline, as nearly all stickers are. */
    public static final StickerOptions DEFAULT = new StickerOptions(Mode.CUT_OUT, NO_STYLE, true, null, 0, null);

    public enum Mode {
        CUT_OUT,
        CARD,
        /** What is likeliest, however unlikely that is. */
        CUT_OUT_ANYWAY
    }

    public StickerOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(style, "style");
        if (variant < 0) {
            throw new IllegalArgumentException("variant must not be negative: " + variant);
        }
        if (sheetCell != null && sheetCell < 0) {
            throw new IllegalArgumentException("a cell must not be negative: " + sheetCell);
        }
    }

    public StickerOptions withMode(Mode other) {
        return new StickerOptions(other, style, outline, text, variant, sheetCell);
    }

    public StickerOptions withStyle(String other) {
        return new StickerOptions(mode, other, outline, text, variant, sheetCell);
    }

    public StickerOptions withText(String other) {
        return new StickerOptions(mode, style, outline, other, variant, sheetCell);
    }

    public StickerOptions withOutline(boolean wanted) {
        return new StickerOptions(mode, style, wanted, text, variant, sheetCell);
    }

    public StickerOptions withVariant(int other) {
        return new StickerOptions(mode, style, outline, text, other, sheetCell);
    }

    public StickerOptions withSheetCell(int cell) {
        return new StickerOptions(mode, style, outline, text, variant, cell);
    }
}
