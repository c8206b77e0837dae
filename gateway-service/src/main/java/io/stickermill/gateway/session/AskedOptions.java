package io.stickermill.gateway.session;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.schemas.StickerMode;
import org.jspecify.annotations.Nullable;

/**
 * What the sticker is to look like.
 *
 * @param style name of a style; {@code none} leaves the photo as it is
 * @param text to set on the sticker
 */
public record AskedOptions(
        String style, boolean outline, @Nullable String text, StickerMode mode) {

    /** What a photo without further words gets. */
    public static final AskedOptions DEFAULT = new AskedOptions("none", true, null, StickerMode.CUT_OUT);

    public AskedOptions withStyle(String other) {
        return new AskedOptions(other, outline, text, mode);
    }

    public AskedOptions withOutline(boolean wanted) {
        return new AskedOptions(style, wanted, text, mode);
    }

    public AskedOptions withText(@Nullable String other) {
        return new AskedOptions(style, outline, other, mode);
    }

    public AskedOptions withMode(StickerMode other) {
        return new AskedOptions(style, outline, text, other);
    }

    /** Whether the other options give the same sticker: some styles are cards in any case. */
    boolean giveSameAs(AskedOptions other) {
        return asDrawn().equals(other.asDrawn());
    }

    private AskedOptions asDrawn() {
        return StylePreset.ofId(style).filter(StylePreset::needsCard).isPresent() ? withMode(StickerMode.CARD) : this;
    }
}
