package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;

import java.util.function.IntPredicate;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The connected pieces of a mask; piece 0 is all that is not in the mask.
 *
 * @param labels the piece of each pixel
 * @param stats five numbers a piece, as OpenCV orders them
 */
record Components(int width, int height, int[] labels, int[] stats) {

    private static final int STATS = 5;

    static Components of(Mat mask, int connectivity) {
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat();
        connectedComponentsWithStats(mask, labels, stats, centres, connectivity, CV_32S);
        return new Components(mask.cols(), mask.rows(), ints(labels), ints(stats));
    }

    static int[] ints(Mat image) {
        int[] result = new int[(int) image.total()];
        new IntPointer(image.data()).get(result);
        return result;
    }

    int count() {
        return stats.length / STATS;
    }

    int area(int piece) {
        return stats[piece * STATS + 4];
    }

    /** Of the mask's width or height, whichever it takes more of. */
    double extent(int piece) {
        return Math.max((double) stats[piece * STATS + 2] / width, (double) stats[piece * STATS + 3] / height);
    }

    boolean reachesTheEdge(int piece) {
        int left = stats[piece * STATS];
        int top = stats[piece * STATS + 1];
        return left == 0
                || top == 0
                || left + stats[piece * STATS + 2] == width
                || top + stats[piece * STATS + 3] == height;
    }

    /** @return 255 where a piece is that is wanted */
    Mat where(IntPredicate wanted) {
        boolean[] kept = new boolean[count()];
        for (int piece = 1; piece < kept.length; piece++) {
            kept[piece] = wanted.test(piece);
        }
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (kept[labels[i]] ? 255 : 0);
        }
        Mat result = new Mat(height, width, CV_8U);
        result.data().put(pixels);
        return result;
    }
}
