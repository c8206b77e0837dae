package io.stickermill.generation.maker;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.maker.grid.NoGrid;

/** What a picture that should hold drawings in a grid was found to be. */
public sealed interface PackSheet {

    /**
     * A sheet of drawings.
     *
     * @param jpeg the sheet, its longer side at most 1280 px, with a number from 1 in each cell that is not empty, row by row
     */
    record Numbered(SheetSize size, byte[] jpeg) implements PackSheet {}

    /** No drawings that could be told apart. */
    record None(NoGrid.Reason why) implements PackSheet {}
}
