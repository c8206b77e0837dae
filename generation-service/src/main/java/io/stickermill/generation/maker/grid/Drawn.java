package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_OPEN;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What is drawn on a sheet.
 *
 * @param marks 255 where something differs from the ground
 * @param shapes of these what is whole: without specks, without lines between cells, without holes
 */
record Drawn(Mat marks, Mat shapes) {

    /** Pieces below this part of the picture are noise. */
    private static final double SPECK = 0.00004;

    /** A straight line of this part of the picture's side or more parts cells. */
    private static final double LINE = 0.55;

    /** And is thinner than this part of the side. */
    private static final double THIN = 0.02;

    /** A hole that takes more of the picture's width or height is the ground between drawings that touch. */
    private static final double LARGEST_HOLE = 0.5;

    /** @param marks 255 where something differs from the ground */
    static Drawn of(Mat marks) {
        Mat clean = withoutSpecks(withoutLines(marks));
        Mat outside = new Mat();
        bitwise_not(clean, outside);
        Components gaps = Components.of(outside, 4);
        Mat holes = gaps.where(gap -> !gaps.reachesTheEdge(gap) && gaps.extent(gap) < LARGEST_HOLE);
        bitwise_or(clean, holes, clean);
        return new Drawn(marks, clean);
    }

    private static Mat withoutSpecks(Mat mask) {
        double least = SPECK * mask.total();
        Components pieces = Components.of(mask, 8);
        return pieces.where(piece -> pieces.area(piece) > least);
    }

    private static Mat withoutLines(Mat mask) {
        int thick = 2 + (int) (THIN * Math.min(mask.cols(), mask.rows()));
        Mat lines = new Mat();
        bitwise_or(
                longOnes(mask, new Size(1, thick), new Size(3 * thick, 1), new Size((int) (LINE * mask.cols()), 1)),
                longOnes(mask, new Size(thick, 1), new Size(1, 3 * thick), new Size(1, (int) (LINE * mask.rows()))),
                lines);
        // Their soft edges are no straight runs.
        dilate(lines, lines, getStructuringElement(MORPH_RECT, new Size(5, 5)));
        Mat result = new Mat();
        subtract(mask, lines, result);
        return result;
    }

    /** @param across what is thinner than this is thin; gap where another line crosses; length of a line */
    private static Mat longOnes(Mat mask, Size across, Size gap, Size length) {
        Mat thin = new Mat();
        subtract(mask, changed(mask, MORPH_OPEN, across), thin);
        Mat lines = changed(changed(thin, MORPH_CLOSE, gap), MORPH_OPEN, length);
        bitwise_and(lines, thin, lines);
        return lines;
    }

    private static Mat changed(Mat mask, int operation, Size box) {
        Mat result = new Mat();
        morphologyEx(mask, result, operation, getStructuringElement(MORPH_RECT, box));
        return result;
    }
}
