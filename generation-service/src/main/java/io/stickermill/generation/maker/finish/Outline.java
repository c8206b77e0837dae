package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_L2;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_MASK_PRECISE;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.distanceTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.javacpp.FloatPointer;
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

    public Outline {
        if (width < 0 || width > 64 || shadow < 0 || shadow > 1) {
            throw new IllegalArgumentException("outline of " + width + " px, shadow " + shadow);
        }
    }

    /** Pixels that outline and shadow need on each side. */
    public int margin() {
        return width == 0 ? 0 : width + (shadow > 0 ? SHADOW_REACH : 0);
    }

    /** @return blue, green, red, alpha, 8 bits each; larger than the cutting by twice the margin */
    public Mat around(Cutting cutting) {
        Cutting roomy = cutting.withMargin(margin());
        int size = (int) roomy.alpha().total();
        byte[] bgr = bytes(roomy.bgr());
        byte[] alpha = bytes(roomy.alpha());
        float[] line = width == 0 ? new float[size] : line(roomy.alpha());
        float[] shade = width == 0 || shadow == 0 ? new float[size] : shade(line, roomy.alpha());
        float[] colour = {rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16 & 0xff};

        byte[] result = new byte[size * 4];
        for (int i = 0; i < size; i++) {
            float subject = (alpha[i] & 0xff) / 255f;
            float under = line[i] * (1 - subject);
            float dark = shade[i] * (1 - subject - under);
            float all = subject + under + dark;
            for (int channel = 0; all > 0 && channel < 3; channel++) {
                float seen = (bgr[i * 3 + channel] & 0xff) * subject + colour[channel] * under;
                result[i * 4 + channel] = (byte) Math.round(seen / all);
            }
            result[i * 4 + 3] = (byte) Math.round(all * 255);
        }
        Mat bgra = new Mat(roomy.alpha().rows(), roomy.alpha().cols(), CV_8UC4);
        bgra.data().put(result);
        return bgra;
    }

    /** How far the line covers each pixel, 0 to 1. */
    private float[] line(Mat alpha) {
        // Grown shapes must end within the image: cracks would be closed against its edge.
        int room = (int) CLOSED_CRACK;
        Mat outside = new Mat();
        copyMakeBorder(alpha, outside, room, room, room, room, BORDER_CONSTANT, Scalar.all(0));
        threshold(outside, outside, 127, 255, THRESH_BINARY_INV);
        Mat away = distance(outside);
        Mat grown = new Mat();
        threshold(away, grown, width + CLOSED_CRACK / 2, 255, THRESH_BINARY_INV);
        grown.convertTo(grown, CV_8U);
        Rect inner = new Rect(room, room, alpha.cols(), alpha.rows());
        float[] near = floats(new Mat(away, inner).clone());
        float[] within = floats(new Mat(distance(grown), inner).clone());
        float[] line = new float[near.length];
        for (int i = 0; i < line.length; i++) {
            double direct = width + 0.5 - near[i];
            double closed = within[i] - CLOSED_CRACK / 2 + 0.5;
            line[i] = (float) Math.clamp(Math.max(direct, closed), 0, 1);
        }
        return line;
    }

    private float[] shade(float[] line, Mat like) {
        int columns = like.cols();
        float[] dropped = new float[line.length];
        System.arraycopy(line, 0, dropped, SHADOW_DROP * columns, line.length - SHADOW_DROP * columns);
        Mat blurred = new Mat(like.rows(), columns, CV_32F);
        new FloatPointer(blurred.data()).put(dropped);
        GaussianBlur(blurred, blurred, new Size(), SHADOW_BLUR);
        float[] shade = floats(blurred);
        for (int i = 0; i < shade.length; i++) {
            shade[i] *= (float) shadow;
        }
        return shade;
    }

    /** Distances are to pixels' centres; the slight blur takes the stairs out of a slanted edge. */
    private static Mat distance(Mat mask) {
        Mat result = new Mat();
        distanceTransform(mask, result, DIST_L2, DIST_MASK_PRECISE);
        GaussianBlur(result, result, new Size(), 1);
        return result;
    }

    private static byte[] bytes(Mat image) {
        byte[] result = new byte[(int) image.total() * image.channels()];
        image.data().get(result);
        return result;
    }

    private static float[] floats(Mat image) {
        float[] result = new float[(int) image.total()];
        new FloatPointer(image.data()).get(result);
        return result;
    }
}
