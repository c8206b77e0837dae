package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_GRADIENT;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How near an alpha comes to the truth.
 *
 * @param overlap intersection over union of what is more than half there
 * @param edge mean difference, 0 to 1, in the band that reaches 8 px to either side of the true edge
 */
record Accuracy(double overlap, double edge) {

    private static final int BAND = 8;

    /** @param truth 0 to 255, of the same size */
    static Accuracy of(Mat alpha, Mat truth) {
        Mat one = firm(alpha);
        Mat other = firm(truth);
        Mat both = new Mat();
        bitwise_and(one, other, both);
        Mat either = new Mat();
        bitwise_or(one, other, either);
        return new Accuracy(countNonZero(both) / (double) Math.max(1, countNonZero(either)), edge(alpha, truth, other));
    }

    private static double edge(Mat alpha, Mat truth, Mat firmTruth) {
        Mat band = new Mat();
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * BAND + 1, 2 * BAND + 1));
        morphologyEx(firmTruth, band, MORPH_GRADIENT, disc, new Point(-1, -1), 1, BORDER_REPLICATE, Scalar.all(0));
        byte[] near = bytes(band);
        byte[] ours = bytes(alpha);
        byte[] right = bytes(truth);
        long sum = 0;
        int count = 0;
        for (int i = 0; i < near.length; i++) {
            if (near[i] != 0) {
                sum += Math.abs((ours[i] & 0xff) - (right[i] & 0xff));
                count++;
            }
        }
        return count == 0 ? 0 : sum / 255.0 / count;
    }

    private static Mat firm(Mat alpha) {
        Mat result = new Mat();
        threshold(alpha, result, 127, 255, THRESH_BINARY);
        return result;
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total()];
        image.data().get(result);
        return result;
    }
}
