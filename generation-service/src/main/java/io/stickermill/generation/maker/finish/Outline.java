package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.NORM_INF;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_L2;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_MASK_PRECISE;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.distanceTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The line around a sticker and the shadow under it, as Telegram's guide asks for them. Cracks that are narrower than
 * the line are closed, as a cutter of paper would.
 *
 * @param width pixels at 512; 0 for no outline and no shadow
 * @param rgb colour of the line
 * @param shadow how dark the shadow is, 0 to 1
 */
public record Outline(int width, int rgb, double shadow) {

    public static final Outline WHITE = new Outline(8, 0xffffff, 0.4);

    public static final Outline NONE = new Outline(0, 0, 0);

    private static final double SHADOW_BLUR = 2.2;

    private static final int SHADOW_DROP = 2;

    /** What the blurred shadow needs beyond the line. */
    private static final int SHADOW_REACH = 5;

    /** How wide a crack is closed, in pixels. */
    private static final double CLOSED_CRACK = 14;

    private static final byte OPAQUE = (byte) 255;

    public Outline {
        if (width < 0 || width > 64 || shadow < 0 || shadow > 1) {
            throw new IllegalArgumentException("outline of " + width + " px, shadow " + shadow);
        }
    }

    /** Pixels that outline and shadow need on each side. */
    public int margin() {
        return width == 0 ? 0 : width + (shadow > 0 ? SHADOW_REACH : 0);
    }

    /** @return blue, green, red, alpha, 8 bits each; larger than the cutting by the margin on each side that no frame cuts */
    public Mat around(Cutting cutting) {
        Cutting roomy = cutting.withMargin(margin());
        int rows = roomy.alpha().rows();
        int columns = roomy.alpha().cols();
        Mat line = width == 0 ? nothing(rows, columns) : line(roomy.alpha());
        Mat shade = width == 0 || shadow == 0 ? nothing(rows, columns) : shade(line);
        Mat bgra = new Mat(rows, columns, CV_8UC4);
        bgra.data().put(joined(bytes(roomy.bgr()), bytes(roomy.alpha()), bytes(line), bytes(shade)));
        return bgra;
    }

    /** Most pixels are one of the three alone: only edges and the shadow need arithmetic. */
    private byte[] joined(byte[] bgr, byte[] alpha, byte[] line, byte[] shade) {
        byte[] result = new byte[alpha.length * 4];
        int[] colour = {rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16 & 0xff};
        for (int i = 0; i < alpha.length; i++) {
            int at = i * 4;
            if (alpha[i] == OPAQUE) {
                result[at] = bgr[i * 3];
                result[at + 1] = bgr[i * 3 + 1];
                result[at + 2] = bgr[i * 3 + 2];
                result[at + 3] = OPAQUE;
            } else if ((alpha[i] | line[i] | shade[i]) != 0) {
                float subject = (alpha[i] & 0xff) / 255f;
                float under = (line[i] & 0xff) / 255f * (1 - subject);
                float dark = (shade[i] & 0xff) / 255f * (float) shadow * (1 - subject - under);
                float all = subject + under + dark;
                for (int channel = 0; channel < 3; channel++) {
                    float seen = (bgr[i * 3 + channel] & 0xff) * subject + colour[channel] * under;
                    result[at + channel] = (byte) (seen / all + 0.5f);
                }
                result[at + 3] = (byte) (all * 255 + 0.5f);
            }
        }
        return result;
    }

    /** How far the line covers each pixel. */
    private Mat line(Mat alpha) {
        // Grown shapes must end within the image: cracks would be closed against its edge.
        int room = (int) CLOSED_CRACK;
        Mat outside = new Mat();
        copyMakeBorder(alpha, outside, room, room, room, room, BORDER_CONSTANT, Scalar.all(0));
        threshold(outside, outside, Math.floor(mostSeen(alpha) / 2), 255, THRESH_BINARY_INV);
        Mat away = distance(outside);
        Mat grown = new Mat();
        threshold(away, grown, width + CLOSED_CRACK / 2, 255, THRESH_BINARY_INV);
        grown.convertTo(grown, CV_8U);
        Mat within = distance(grown);
        Rect inner = new Rect(room, room, alpha.cols(), alpha.rows());
        Mat direct = new Mat();
        new Mat(away, inner).convertTo(direct, CV_8U, -255, 255 * (width + 0.5));
        Mat closed = new Mat();
        new Mat(within, inner).convertTo(closed, CV_8U, 255, 255 * (0.5 - CLOSED_CRACK / 2));
        Mat line = new Mat();
        max(direct, closed, line);
        return line;
    }

    /** A picture that is faded as a whole has its outline as any other. */
    private static double mostSeen(Mat alpha) {
        return norm(alpha, NORM_INF, new Mat());
    }

    /** The line's own shape, lower and blurred. */
    private static Mat shade(Mat line) {
        Mat dropped = nothing(line.rows(), line.cols());
        line.rowRange(0, line.rows() - SHADOW_DROP).copyTo(dropped.rowRange(SHADOW_DROP, line.rows()));
        GaussianBlur(dropped, dropped, new Size(), SHADOW_BLUR);
        return dropped;
    }

    /** Distances are to pixels' centres; the slight blur takes the stairs out of a slanted edge. */
    private static Mat distance(Mat mask) {
        Mat result = new Mat();
        distanceTransform(mask, result, DIST_L2, DIST_MASK_PRECISE);
        GaussianBlur(result, result, new Size(), 1);
        return result;
    }

    private static Mat nothing(int rows, int columns) {
        return new Mat(rows, columns, CV_8U, Scalar.all(0));
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total() * image.channels()];
        image.data().get(result);
        return result;
    }
}
