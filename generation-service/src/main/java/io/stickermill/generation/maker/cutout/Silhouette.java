package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponents;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Whole pieces of what is likely enough, without specks and holes. */
final class Silhouette {

    /** A hole smaller than this part of the subject is a mistake; a larger one may be the handle of a cup. */
    private static final double LARGEST_MISTAKE = 0.004;

    /** So likely is the inside of black, shining things; what is seen through a handle is hardly ever. */
    private static final int HALF_SEEN = 50;

    /** In parts of the longer side. */
    private static final double CRACK = 0.02;

    private Silhouette() {}

    /**
     * @param odds 0 to 255
     * @param least odds above this are in
     * @param smallest pieces that are smaller, in parts of the largest, are left out
     * @return 255 within, 0 elsewhere
     */
    static Mat of(Mat odds, int least, double smallest) {
        Mat likely = new Mat();
        threshold(odds, likely, least, 255, THRESH_BINARY);
        return withoutHoles(Pieces.of(likely, odds).atLeast(smallest), odds);
    }

    /** Of several pieces the one that a photographer would have meant: large, near the middle, within the frame. */
    static Mat mainPart(Mat odds, int least) {
        Mat likely = new Mat();
        threshold(odds, likely, least, 255, THRESH_BINARY);
        return withoutHoles(Pieces.of(likely, odds).main(), odds);
    }

    /** Odds that waver within fur leave cracks, which would be seen: those are closed. */
    static Mat closed(Mat odds, int least, double smallest) {
        Mat likely = new Mat();
        threshold(odds, likely, least, 255, THRESH_BINARY);
        int radius = 1 + (int) (CRACK * Math.max(odds.cols(), odds.rows()));
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * radius + 1, 2 * radius + 1));
        morphologyEx(likely, likely, MORPH_CLOSE, disc);
        return withoutHoles(Pieces.of(likely, odds).atLeast(smallest), odds);
    }

    private static Mat withoutHoles(Mat shape, Mat odds) {
        Mat outside = new Mat();
        bitwise_not(shape, outside);
        Mat filled = Pieces.of(outside, odds).holes(LARGEST_MISTAKE * countNonZero(shape), HALF_SEEN);
        bitwise_or(shape, filled, filled);
        return filled;
    }

    /** Intersection over union. */
    static double overlap(Mat one, Mat other) {
        Mat both = new Mat();
        bitwise_and(one, other, both);
        Mat either = new Mat();
        bitwise_or(one, other, either);
        int union = countNonZero(either);
        return union == 0 ? 0 : countNonZero(both) / (double) union;
    }

    /**
     * The connected pieces of a mask; piece 0 is all that is not in the mask.
     *
     * @param labels the piece of each pixel
     * @param areas of each piece, in pixels
     * @param sums of the odds of its pixels
     * @param atFrame whether it reaches the picture's frame
     */
    private record Pieces(int rows, int columns, int[] labels, int[] areas, long[] sums, boolean[] atFrame) {

        static Pieces of(Mat mask, Mat odds) {
            Mat labelled = new Mat();
            int count = connectedComponents(mask, labelled, 4, CV_32S);
            int columns = mask.cols();
            int rows = mask.rows();
            int[] labels = new int[rows * columns];
            new IntPointer(labelled.data()).get(labels);
            byte[] values = new byte[labels.length];
            odds.data().get(values);
            var pieces = new Pieces(rows, columns, labels, new int[count], new long[count], new boolean[count]);
            for (int i = 0; i < labels.length; i++) {
                pieces.areas[labels[i]]++;
                pieces.sums[labels[i]] += values[i] & 0xff;
                int x = i % columns;
                if (x == 0 || x == columns - 1 || i < columns || i >= labels.length - columns) {
                    pieces.atFrame[labels[i]] = true;
                }
            }
            return pieces;
        }

        Mat atLeast(double partOfLargest) {
            int largest = 0;
            for (int piece = 1; piece < areas.length; piece++) {
                largest = Math.max(largest, areas[piece]);
            }
            boolean[] kept = new boolean[areas.length];
            for (int piece = 1; piece < areas.length; piece++) {
                kept[piece] = areas[piece] >= partOfLargest * largest;
            }
            return where(kept);
        }

        Mat main() {
            double[] weights = new double[areas.length];
            for (int i = 0; i < labels.length; i++) {
                double x = (i % columns + 0.5) / columns - 0.5;
                double y = ((double) i / columns + 0.5) / rows - 0.5;
                weights[labels[i]] += Math.exp(-8 * (x * x + y * y));
            }
            int best = 0;
            weights[0] = 0;
            for (int piece = 1; piece < weights.length; piece++) {
                weights[piece] *= atFrame[piece] ? 0.5 : 1;
                best = weights[piece] > weights[best] ? piece : best;
            }
            boolean[] kept = new boolean[areas.length];
            kept[best] = best != 0;
            return where(kept);
        }

        Mat holes(double area, int likely) {
            boolean[] kept = new boolean[areas.length];
            for (int piece = 1; piece < areas.length; piece++) {
                kept[piece] = !atFrame[piece] && (areas[piece] <= area || sums[piece] >= (long) likely * areas[piece]);
            }
            return where(kept);
        }

        private Mat where(boolean[] kept) {
            byte[] pixels = new byte[labels.length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (kept[labels[i]] ? 255 : 0);
            }
            Mat result = new Mat(rows, columns, CV_8U);
            result.data().put(pixels);
            return result;
        }
    }
}
