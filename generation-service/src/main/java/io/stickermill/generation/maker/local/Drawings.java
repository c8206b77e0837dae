package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.grid.Drawing;
import io.stickermill.generation.maker.grid.Grid;
import io.stickermill.generation.maker.grid.GridFinder;
import io.stickermill.generation.maker.grid.SheetLayout;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import java.util.List;

/** The drawings of a sheet, looked at in one size whatever for: a number always means the same drawing. */
final class Drawings {

    /** Of five in a row each has a sticker's pixels, where the file has them. */
    private static final int SIDE = 5 * WebpFile.SIDE;

    private Drawings() {}

    static SheetLayout of(byte[] file, PhotoDecoder decoder) throws UnusablePhoto {
        return new GridFinder().find(decoder.decode(file, SIDE));
    }

    /**
     * One of them, alone on the sheet's ground.
     *
     * @param number from 0, in reading order, empty cells left out
     * @throws UnusablePhoto if the picture has no such drawing
     */
    static Drawing drawing(byte[] file, int number, PhotoDecoder decoder) throws UnusablePhoto {
        List<Integer> drawn = List.of();
        if (of(file, decoder) instanceof Grid grid) {
            drawn = grid.drawn();
            if (number < drawn.size()) {
                return grid.drawing(drawn.get(number));
            }
        }
        throw new UnusablePhoto(Reason.NO_SUCH_DRAWING, "drawing " + number + " of " + drawn.size());
    }
}
