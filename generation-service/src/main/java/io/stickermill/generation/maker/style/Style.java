package io.stickermill.generation.maker.style;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.finish.Cutting;

/** A way to draw a picture. Safe for any number of threads; to be called within a {@code PointerScope}. */
public interface Style {

    /**
     * @param plain at the sticker's size; not changed
     * @return of the same size
     */
    Cutting drawn(Cutting plain);

    static Style of(StylePreset preset) {
        return switch (preset) {
            case NONE -> plain -> plain;
            case CARTOON -> new Cartoon();
            case COMIC -> new Comic();
            case PENCIL -> new Pencil();
            case WATERCOLOUR -> new Watercolour();
            case OIL -> new Oil();
            case POP_ART -> new PopArt();
            case PIXEL -> new PixelArt();
            case NEON -> new Neon();
            case NOIR -> new Noir();
            case SEPIA -> new OldPhoto();
        };
    }
}
