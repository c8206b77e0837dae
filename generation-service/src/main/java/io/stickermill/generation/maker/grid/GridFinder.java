package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.REDUCE_AVG;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.reduce;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.photo.Photo;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Finds the grid of a sheet of drawings: two to five rows and columns on a plain ground, whatever its colour, with margins
 * as they come. The same picture gives the same answer. Looks at a copy of at most 768 px a side, so that time and
 * memory are bounded. Safe for any number of threads; to be called within a {@code PointerScope}.
 */
public final class GridFinder {

    private static final int WORKING_SIDE = 768;

    /** On a shorter side than this, drawings can't be told apart. */
    private static final int SHORTEST = 64;

    /** Alpha up to this is ground. */
    private static final int SEEN_THROUGH = 24;

    /** So much along the edge, and of all, can be seen through where the ground is transparent. */
    private static final double CLEAR_EDGE = 0.6;

    private static final double CLEAR = 0.12;

    /** Less than this part of the picture is nothing. */
    private static final double LEAST_DRAWN = 0.002;

    /** What the amounts along an axis are evened out over, in parts of it. */
    private static final double EVENED = 0.006;

    /** @param sheet of any size */
    public SheetLayout find(Photo sheet) {
        Mat transparency = sheet.alpha();
        Mat alpha = transparency == null ? null : shrunk(transparency);
        Photo small = new Photo(shrunk(sheet.bgr()), alpha);
        if (Math.min(small.bgr().cols(), small.bgr().rows()) < SHORTEST) {
            return new NoGrid(NoGrid.Reason.TOO_SMALL);
        }
        Mat clear = alpha == null ? null : drawnOnNothing(alpha);
        if (clear != null) {
            return found(sheet, Drawn.of(clear), null);
        }
        Mat bgr = small.onWhite();
        return Ground.of(bgr)
                .map(ground -> found(new Photo(sheet.onWhite(), null), Drawn.of(ground.drawn(bgr)), ground))
                .orElseGet(() -> new NoGrid(NoGrid.Reason.NO_PLAIN_GROUND));
    }

    private static SheetLayout found(Photo sheet, Drawn drawn, @Nullable Ground ground) {
        Mat mask = drawn.shapes();
        if (countNonZero(mask) < LEAST_DRAWN * mask.total()) {
            return new NoGrid(NoGrid.Reason.NOTHING_DRAWN);
        }
        List<int[]> across = CutLines.in(amounts(mask, 0));
        List<int[]> down = CutLines.in(amounts(mask, 1));
        Lattice best = null;
        for (int[] columns : across) {
            for (int[] rows : down) {
                Lattice lattice = Lattice.of(mask, columns, rows);
                if (lattice.isFull() && (best == null || lattice.tellsMoreThan(best))) {
                    best = lattice;
                }
            }
        }
        if (best == null) {
            return new NoGrid(across.isEmpty() || down.isEmpty() ? NoGrid.Reason.NO_LINES : NoGrid.Reason.MOSTLY_EMPTY);
        }
        Owners owners = Owners.of(drawn, best.across(), best.down());
        return new Grid(
                best.rows(), best.columns(), cells(sheet.bgr(), mask, best, owners.areas()), sheet, ground, owners);
    }

    private static @Nullable Mat drawnOnNothing(Mat alpha) {
        Mat seen = new Mat();
        threshold(alpha, seen, SEEN_THROUGH, 255, THRESH_BINARY);
        Mat edge = seen.clone();
        int margin = 1 + Math.min(seen.cols(), seen.rows()) / 32;
        Rect inner = new Rect(margin, margin, seen.cols() - 2 * margin, seen.rows() - 2 * margin);
        rectangle(edge, inner, Scalar.all(0), -1, 8, 0);
        double edgePixels = seen.total() - (double) inner.area();
        boolean clear =
                countNonZero(edge) <= (1 - CLEAR_EDGE) * edgePixels && countNonZero(seen) <= (1 - CLEAR) * seen.total();
        return clear ? seen : null;
    }

    /** @param dimension 0: of each column, 1: of each row */
    private static double[] amounts(Mat mask, int dimension) {
        Mat sums = new Mat();
        reduce(mask, sums, dimension, REDUCE_AVG, CV_64F);
        int window = 1 + 2 * (int) (EVENED * sums.total());
        blur(sums, sums, dimension == 0 ? new Size(window, 1) : new Size(1, window));
        double[] result = new double[(int) sums.total()];
        new DoublePointer(sums.data()).get(result);
        return result;
    }

    private static List<Cell> cells(Mat sheet, Mat mask, Lattice lattice, int[] areas) {
        boolean[] empty = Lattice.empty(areas);
        int[] lefts = lines(lattice.across(), (double) sheet.cols() / mask.cols(), sheet.cols());
        int[] tops = lines(lattice.down(), (double) sheet.rows() / mask.rows(), sheet.rows());
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < lattice.rows(); row++) {
            for (int column = 0; column < lattice.columns(); column++) {
                cells.add(new Cell(
                        row,
                        column,
                        lefts[column],
                        tops[row],
                        lefts[column + 1] - lefts[column],
                        tops[row + 1] - tops[row],
                        empty[cells.size()]));
            }
        }
        return cells;
    }

    private static int[] lines(int[] between, double scale, int end) {
        int[] lines = new int[between.length + 2];
        for (int i = 0; i < between.length; i++) {
            lines[i + 1] = (int) Math.round(between[i] * scale);
        }
        lines[between.length + 1] = end;
        return lines;
    }

    private static Mat shrunk(Mat image) {
        double scale = (double) WORKING_SIDE / Math.max(image.cols(), image.rows());
        if (scale >= 1) {
            return image;
        }
        Mat result = new Mat();
        int width = Math.max(1, (int) Math.round(image.cols() * scale));
        int height = Math.max(1, (int) Math.round(image.rows() * scale));
        resize(image, result, new Size(width, height), 0, 0, INTER_AREA);
        return result;
    }
}
