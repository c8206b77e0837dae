package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.finish.CroppedSides;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.WebpFile;

/**
 * What a sticker has beside the picture itself.
 *
 * @param margin for outline and shadow, in pixels, on each side that no frame cuts
 * @param below for a text that hangs below; its sticker is outlined all around, since it goes over the picture's sides
 */
record Room(int margin, int below) {

    /** As large as a sticker lets it be. */
    Cutting filledBy(Cutting picture) {
        CroppedSides frame = below > 0 ? CroppedSides.NONE : picture.frame();
        int columns = WebpFile.SIDE - margin(frame.left()) - margin(frame.right());
        int rows = WebpFile.SIDE - margin(frame.top()) - margin(frame.bottom()) - below;
        return picture.cutBy(frame).scaledInto(columns, rows);
    }

    private int margin(boolean cut) {
        return cut ? 0 : margin;
    }
}
