package io.stickermill.generation.maker.grid;

/**
 * The picture is no sheet of drawings that could be told apart.
 *
 * @param why for a log, and for whoever sent it
 */
public record NoGrid(Reason why) implements SheetLayout {

    /** In the order in which they are looked for. */
    public enum Reason {
        /** Too few pixels on one side to tell drawings apart. */
        TOO_SMALL,
        /** What lies along the picture's edges isn't one colour, nor one that changes softly. */
        NO_PLAIN_GROUND,
        /** Ground and nothing else. */
        NOTHING_DRAWN,
        /** No lines of ground part it into rows and columns of drawings: one drawing, or many without order. */
        NO_LINES,
        /** There are lines, but too many of the cells between them are empty. */
        MOSTLY_EMPTY
    }
}
