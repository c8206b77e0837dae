package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.integral;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;
import static org.bytedeco.opencv.global.opencv_ximgproc.guidedFilter;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Turns a mask with a hard edge into an alpha that follows hair and blur, and frees the edge of the old background. */
public final class SoftEdge {

    /** Pixels at the sticker's size that the edge may move. */
    private static final int RADIUS = 6;

    /** In squared colour units (0 to 255): differences of about 8 count as an edge. */
    private static final double SMOOTHNESS = 64;

    /** The guided filter works at this scale, on which its radius counts; what it finds is laid over the whole picture. */
    private static final double COARSENESS = 0.5;

    /** Alpha above which a pixel is the subject's alone. */
    private static final int SOLID = 245;

    /** How far the subject's colours may be fetched from, in pixels: the nearest that there are count. */
    private static final int[] REACHES = {2, 5, 14};

    /** Half the band in which the edge is soft, in parts of the longer side. */
    private static final double BAND = 0.02;

    private static final double STEEPNESS = 1.8;

    private SoftEdge() {}

    /**
     * Beyond the band around its edge a shape is wholly there or not at all, whatever the odds: nothing grey within.
     *
     * @param bgr the picture at the sticker's size
     * @param shape of the same size, light where the subject is
     * @param odds of the same size, 0 to 255
     * @return alpha, 8 bits
     */
    static Mat alpha(Mat bgr, Mat shape, Mat odds) {
        Mat firm = new Mat();
        threshold(shape, firm, 127, 255, THRESH_BINARY);
        int reach = Math.max(2, (int) Math.round(BAND * Math.max(bgr.cols(), bgr.rows())));
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * reach + 1, 2 * reach + 1));
        Mat inside = new Mat();
        erode(firm, inside, disc);
        Mat reachable = new Mat();
        dilate(firm, reachable, disc);
        Mat soft = new Mat();
        bitwise_and(odds, reachable, soft);
        bitwise_or(soft, inside, soft);
        soft.convertTo(soft, CV_32F);
        guidedFilter(bgr, soft, soft, (int) (RADIUS * COARSENESS), SMOOTHNESS, CV_32F, COARSENESS);
        // Steeper than the filter leaves it: a veil of background is worse than a firm edge.
        Mat alpha = new Mat();
        soft.convertTo(alpha, CV_8U, STEEPNESS, -127 * (STEEPNESS - 1) - 12);
        bitwise_or(alpha, inside, alpha);
        bitwise_and(alpha, reachable, alpha);
        return alpha;
    }

    /**
     * Pixels of the edge are part subject, part old background. Each takes the colour of the subject near it, the more
     * the less of it is seen.
     *
     * @return the picture with the subject's colours carried outwards
     */
    public static Mat cleanColours(Mat bgr, Mat alpha) {
        Mat solid = new Mat();
        threshold(alpha, solid, SOLID, 1, THRESH_BINARY);
        Mat colours = new Mat(bgr.rows(), bgr.cols(), CV_8UC3, Scalar.all(0));
        bgr.copyTo(colours, solid);
        Mat sums = new Mat();
        integral(colours, sums, CV_32S);
        Mat counts = new Mat();
        integral(solid, counts, CV_32S);
        Mat result = new Mat(bgr.rows(), bgr.cols(), CV_8UC3);
        result.data().put(blended(bgr, alpha, ints(sums), ints(counts)));
        return result;
    }

    /**
     * @param sums of the solid pixels' colours above and left of each pixel, one row and column more than the picture's
     * @param counts of the same pixels
     */
    private static byte[] blended(Mat bgr, Mat alpha, int[] sums, int[] counts) {
        int columns = bgr.cols();
        int rows = bgr.rows();
        byte[] pixels = bytes(bgr);
        byte[] seen = bytes(alpha);
        for (int i = 0; i < seen.length; i++) {
            int a = seen[i] & 0xff;
            if (a > SOLID) {
                continue;
            }
            for (int reach : REACHES) {
                int left = Math.max(0, i % columns - reach);
                int right = Math.min(columns, i % columns + reach + 1);
                int above = Math.max(0, i / columns - reach) * (columns + 1);
                int below = Math.min(rows, i / columns + reach + 1) * (columns + 1);
                int count = counts[below + right] - counts[above + right] - counts[below + left] + counts[above + left];
                if (count > 0) {
                    float own = a * a / (255f * 255f);
                    for (int channel = 0; channel < 3; channel++) {
                        int sum = sums[(below + right) * 3 + channel]
                                - sums[(above + right) * 3 + channel]
                                - sums[(below + left) * 3 + channel]
                                + sums[(above + left) * 3 + channel];
                        int at = i * 3 + channel;
                        float mixed = (pixels[at] & 0xff) * own + (float) sum / count * (1 - own);
                        pixels[at] = (byte) Math.clamp(Math.round(mixed), 0, 255);
                    }
                    break;
                }
            }
        }
        return pixels;
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total() * image.channels()];
        image.data().get(result);
        return result;
    }

    private static int[] ints(Mat image) {
        int[] result = new int[(int) image.total() * image.channels()];
        new IntPointer(image.data()).get(result);
        return result;
    }
}
