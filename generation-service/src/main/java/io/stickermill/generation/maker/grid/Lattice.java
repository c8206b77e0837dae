package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.countNonZero;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Lines that may be a sheet's, and how much is drawn between them.
 *
 * @param across lines between columns, pixels of the working size
 * @param down lines between rows
 * @param areas drawn pixels of each cell in reading order
 */
record Lattice(int[] across, int[] down, int[] areas) {

    /** A cell with less than this part of what a cell has in the middle of all is empty. */
    private static final double EMPTY = 0.06;

    /** Of so many cells at most one is empty. */
    private static final int CELLS_AN_EMPTY_ONE = 4;

    static Lattice of(Mat mask, int[] across, int[] down) {
        int[] areas = new int[(across.length + 1) * (down.length + 1)];
        for (int i = 0; i < areas.length; i++) {
            int column = i % (across.length + 1);
            int row = i / (across.length + 1);
            int left = column == 0 ? 0 : across[column - 1];
            int top = row == 0 ? 0 : down[row - 1];
            int right = column == across.length ? mask.cols() : across[column];
            int bottom = row == down.length ? mask.rows() : down[row];
            areas[i] = countNonZero(new Mat(mask, new Rect(left, top, right - left, bottom - top)));
        }
        return new Lattice(across, down, areas);
    }

    int columns() {
        return across.length + 1;
    }

    int rows() {
        return down.length + 1;
    }

    /** The better one tells more drawings apart, or as many with fewer cells. */
    boolean tellsMoreThan(Lattice other) {
        int more = full() - other.full();
        return more > 0 || more == 0 && areas.length < other.areas.length;
    }

    private int full() {
        int full = 0;
        for (boolean empty : empty(areas)) {
            full += empty ? 0 : 1;
        }
        return full;
    }

    /** Whether hardly any cell is empty, and no row and no column. */
    boolean isFull() {
        boolean[] empty = empty(areas);
        boolean[] inRow = new boolean[rows()];
        boolean[] inColumn = new boolean[columns()];
        for (int i = 0; i < areas.length; i++) {
            inRow[i / columns()] |= !empty[i];
            inColumn[i % columns()] |= !empty[i];
        }
        return areas.length - full() <= areas.length / CELLS_AN_EMPTY_ONE && all(inRow) && all(inColumn);
    }

    private static boolean all(boolean[] values) {
        for (boolean value : values) {
            if (!value) {
                return false;
            }
        }
        return true;
    }

    /** @param areas drawn pixels of each cell */
    static boolean[] empty(int[] areas) {
        double least = EMPTY * Arrays.stream(areas).sorted().toArray()[areas.length / 2];
        boolean[] empty = new boolean[areas.length];
        for (int i = 0; i < areas.length; i++) {
            empty[i] = areas[i] <= least;
        }
        return empty;
    }
}
