package io.stickermill.contracts.style;

import com.fasterxml.jackson.annotation.JsonValue;
import io.stickermill.platform.text.Texts;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A style of the house. Who offers it needs its id and name only; generation knows how it is drawn. */
public enum StylePreset implements StickerStyle {
    /** The photo as it is. */
    NONE,
    CARTOON,
    COMIC,
    PENCIL,
    WATERCOLOUR,
    OIL,
    POP_ART,
    PIXEL,
    NEON,
    NOIR,
    /** An old photograph: always a card. */
    SEPIA;

    /** So many stand beside each other on a sheet of all styles, and so do the buttons below it. */
    public static final int COLUMNS = 3;

    private static final Texts NAMES = new Texts("style-names");

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Optional<String> emoji() {
        return switch (this) {
            case NONE -> Optional.empty();
            case CARTOON -> Optional.of("😄");
            case COMIC -> Optional.of("💥");
            case PENCIL -> Optional.of("📝");
            case WATERCOLOUR, OIL -> Optional.of("🎨");
            case POP_ART -> Optional.of("🎉");
            case PIXEL -> Optional.of("👾");
            case NEON -> Optional.of("✨");
            case NOIR -> Optional.of("🎬");
            case SEPIA -> Optional.of("📷");
        };
    }

    /** Whether it is made for whole pictures, so that nothing is cut out. */
    public boolean needsCard() {
        return this == SEPIA;
    }

    @Override
    public String title(String language) {
        return NAMES.get(language, id());
    }

    @Override
    public BigDecimal price() {
        return BigDecimal.ZERO;
    }

    public static Optional<StylePreset> ofId(String id) {
        return Arrays.stream(values()).filter(style -> style.id().equals(id)).findFirst();
    }
}
