package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.scaleAdd;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;
import static org.bytedeco.opencv.global.opencv_ximgproc.guidedFilter;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Turns a mask with a hard edge into an alpha that follows hair and blur, and frees the edge of the old background. */
public final class SoftEdge {

    /** Pixels at the sticker's size that the edge may move. */
    private static final int RADIUS = 6;

    /** In squared colour units (0 to 255): differences of about 8 count as an edge. */
    private static final double SMOOTHNESS = 64;

    /** Alpha above which a pixel is the subject's alone. */
    private static final int SOLID = 245;

    private static final float LEAST_WEIGHT = 1e-8f;

    private SoftEdge() {}

    /**
     * @param bgr the picture at the sticker's size
     * @param mask of the same size, 255 where the subject is
     * @return alpha, 8 bits
     */
    public static Mat alpha(Mat bgr, Mat mask) {
        Mat soft = new Mat();
        mask.convertTo(soft, CV_32F);
        GaussianBlur(soft, soft, new Size(), 1.2);
        guidedFilter(bgr, soft, soft, RADIUS, SMOOTHNESS);
        // Steeper than the filter leaves it: a veil of background is worse than a firm edge.
        Mat alpha = new Mat();
        soft.convertTo(alpha, CV_8U, 1.8, -127 * 0.8 - 12);
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
        Mat weight = new Mat();
        solid.convertTo(weight, CV_32F);
        Mat colour = new Mat();
        bgr.convertTo(colour, CV_32FC3);
        Mat none = new Mat();
        threshold(alpha, none, SOLID, 255, THRESH_BINARY_INV);
        colour.setTo(new Mat(Scalar.all(0)), none);
        // Near colours count most: a narrow mean where there is one, and wider ones only where not.
        Mat sum = new Mat(bgr.rows(), bgr.cols(), CV_32FC3, Scalar.all(0));
        Mat total = new Mat(bgr.rows(), bgr.cols(), CV_32F, Scalar.all(1e-9));
        double trust = 1;
        for (int radius : new int[] {2, 5, 14}) {
            Size window = new Size(2 * radius + 1, 2 * radius + 1);
            Mat near = new Mat();
            blur(colour, near, window);
            Mat share = new Mat();
            blur(weight, share, window);
            scaleAdd(near, trust, sum, sum);
            scaleAdd(share, trust, total, total);
            trust /= 1000;
        }
        return blended(bgr, alpha, sum, total);
    }

    private static Mat blended(Mat bgr, Mat alpha, Mat sum, Mat total) {
        int size = (int) alpha.total();
        byte[] pixels = bytes(bgr);
        byte[] seen = bytes(alpha);
        float[] sums = floats(sum);
        float[] totals = floats(total);
        for (int i = 0; i < size; i++) {
            int a = seen[i] & 0xff;
            if (a > SOLID || totals[i] < LEAST_WEIGHT) {
                continue;
            }
            float own = a * a / (255f * 255f);
            for (int channel = 0; channel < 3; channel++) {
                int at = i * 3 + channel;
                float subject = sums[at] / totals[i];
                pixels[at] = (byte) Math.clamp(Math.round((pixels[at] & 0xff) * own + subject * (1 - own)), 0, 255);
            }
        }
        Mat result = new Mat(bgr.rows(), bgr.cols(), CV_8UC3);
        result.data().put(pixels);
        return result;
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total() * image.channels()];
        image.data().get(result);
        return result;
    }

    private static float[] floats(Mat image) {
        float[] result = new float[(int) image.total() * image.channels()];
        new FloatPointer(image.data()).get(result);
        return result;
    }
}
