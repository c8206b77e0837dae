package io.stickermill.generation.maker;

import java.util.List;

/** Shows one photo in every style, small, with their names. Safe for any number of threads. */
public interface StyleSheetMaker {

    /**
     * Draws the sheet.
     *
     * @param options of the sticker for which a style is chosen; its style and text are left out
     * @param language of the names
     * @param samples of further styles, which stand below; one that can't be read is left out
     * @return a JPEG
     * @throws UnusablePhoto if the photo gives no sticker, or it takes too long
     * @throws MakerEnded if what works on the photo ended
     */
    byte[] sheet(byte[] photo, StickerOptions options, String language, List<StyleSample> samples) throws UnusablePhoto;
}
