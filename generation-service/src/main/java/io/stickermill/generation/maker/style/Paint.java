package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.bilateralFilter;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** What several styles draw with. Light is 0 to 1. */
final class Paint {

    private Paint() {}

    /** Computes one pixel in place. */
    @FunctionalInterface
    interface Brush {
        /** @param bgr 0 to 1 each; what comes out is cut to that */
        void paint(int x, int y, float[] bgr);
    }

    static Mat painted(Mat bgr, Brush brush) {
        int width = bgr.cols();
        byte[] pixels = new byte[(int) bgr.total() * 3];
        (bgr.isContinuous() ? bgr : bgr.clone()).data().get(pixels);
        float[] colour = new float[3];
        for (int i = 0; i < pixels.length / 3; i++) {
            for (int c = 0; c < 3; c++) {
                colour[c] = (pixels[i * 3 + c] & 0xff) / 255f;
            }
            brush.paint(i % width, i / width, colour);
            for (int c = 0; c < 3; c++) {
                pixels[i * 3 + c] = (byte) Math.round(Math.clamp(colour[c], 0, 1) * 255);
            }
        }
        Mat result = new Mat(bgr.rows(), width, CV_8UC3);
        result.data().put(pixels);
        return result;
    }

    static float light(float[] bgr) {
        return 0.114f * bgr[0] + 0.587f * bgr[1] + 0.299f * bgr[2];
    }

    /** Moves each channel away from grey, or towards it below 1. */
    static void saturate(float[] bgr, float by) {
        float grey = light(bgr);
        for (int c = 0; c < 3; c++) {
            bgr[c] = grey + (bgr[c] - grey) * by;
        }
    }

    /** In flat patches: fine detail goes, edges stay. */
    static Mat flattened(Mat bgr, int rounds, double colour) {
        Mat half = new Mat();
        resize(bgr, half, new Size(Math.max(1, bgr.cols() / 2), Math.max(1, bgr.rows() / 2)), 0, 0, INTER_AREA);
        for (int round = 0; round < rounds; round++) {
            Mat next = new Mat();
            bilateralFilter(half, next, 7, colour, 5);
            half = next;
        }
        Mat result = new Mat();
        resize(half, result, bgr.size(), 0, 0, INTER_CUBIC);
        return result;
    }

    /**
     * Ink lines where a draughtsman would set them (Winnemöller et al., XDoG, 2012).
     *
     * @param width of the lines, as the deviation of the finer blur in pixels
     * @param force 0 for few lines, 1 for many
     * @return 1 for paper, 0 for ink
     */
    static float[] lines(Mat bgr, double width, double force) {
        Mat grey = grey(bgr);
        Mat fine = new Mat();
        GaussianBlur(grey, fine, new Size(), width);
        Mat coarse = new Mat();
        GaussianBlur(grey, coarse, new Size(), width * 1.6);
        float[] near = floats(fine);
        float[] far = floats(coarse);
        float[] result = new float[near.length];
        double edge = 0.028 - 0.02 * force;
        for (int i = 0; i < result.length; i++) {
            double dark = far[i] - near[i];
            // Eyes see a step in shadows sooner than one in the light.
            double seen = dark / (0.35 + 0.65 * far[i]);
            result[i] = (float) Math.clamp(1 - (seen - edge) / 0.012, 0, 1);
        }
        return result;
    }

    /** Stretched so that the darkest and lightest hundredth of what is seen end at 0 and 1. */
    static float[] tones(Mat bgr, Mat alpha) {
        float[] grey = floats(grey(bgr));
        float[] seen = alpha(alpha);
        int[] counts = new int[256];
        int all = 0;
        for (int i = 0; i < grey.length; i++) {
            if (seen[i] > 0.5f) {
                counts[Math.clamp(Math.round(grey[i] * 255), 0, 255)]++;
                all++;
            }
        }
        float low = percentile(counts, all * 0.01);
        float high = Math.max(low + 0.15f, percentile(counts, all * 0.99));
        for (int i = 0; i < grey.length; i++) {
            grey[i] = Math.clamp((grey[i] - low) / (high - low), 0, 1);
        }
        return grey;
    }

    private static float percentile(int[] counts, double upTo) {
        int sum = 0;
        for (int value = 0; value < counts.length; value++) {
            sum += counts[value];
            if (sum > upTo) {
                return value / 255f;
            }
        }
        return 1;
    }

    static Mat grey(Mat bgr) {
        Mat grey = new Mat();
        cvtColor(bgr, grey, COLOR_BGR2GRAY);
        Mat result = new Mat();
        grey.convertTo(result, CV_32F, 1 / 255.0, 0);
        return result;
    }

    static Mat ofFloats(float[] values, int width) {
        Mat result = new Mat(values.length / width, width, CV_32F);
        new FloatPointer(result.data()).put(values);
        return result;
    }

    static float[] blurred(float[] values, int width, double deviation) {
        Mat result = new Mat();
        GaussianBlur(ofFloats(values, width), result, new Size(), deviation);
        return floats(result);
    }

    static float[] floats(Mat image) {
        float[] result = new float[(int) image.total()];
        new FloatPointer(image.data()).get(result);
        return result;
    }

    /** How far each pixel is seen, 0 to 1. */
    static float[] alpha(Mat alpha) {
        byte[] bytes = new byte[(int) alpha.total()];
        (alpha.isContinuous() ? alpha : alpha.clone()).data().get(bytes);
        float[] seen = new float[bytes.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (bytes[i] & 0xff) / 255f;
        }
        return seen;
    }

    /**
     * Grain as of clouds or rough paper, the same for the same place: mostly within -1 to 1.
     *
     * @param size of the patches, as the deviation of a blur in pixels
     */
    static float[] cloud(int width, int height, double size) {
        float[] grains = new float[width * height];
        for (int i = 0; i < grains.length; i++) {
            grains[i] = grain(i % width, i / width);
        }
        float[] patches = blurred(grains, width, size);
        // A blur evens out: as strong as before is half a deviation of 1.
        float strength = (float) (3 * size);
        for (int i = 0; i < patches.length; i++) {
            patches[i] *= strength;
        }
        return patches;
    }

    /** Paper and film grain, the same for the same place: -1 to 1. */
    static float grain(int x, int y) {
        int h = x * 374761393 + y * 668265263;
        h = (h ^ h >>> 13) * 1274126177;
        return ((h ^ h >>> 16) & 0xffff) / 32767.5f - 1;
    }

    /**
     * A screen of dots turned by 45 degrees, as in print.
     *
     * @param ink how much of the paper is to be covered, 0 to 1
     * @return how far this pixel is covered, 0 to 1
     */
    static float dot(int x, int y, float cell, float ink) {
        float u = (x + y) * 0.7071f / cell;
        float v = (x - y) * 0.7071f / cell;
        float du = u - Math.round(u);
        float dv = v - Math.round(v);
        double radius = Math.sqrt(ink / Math.PI) * (ink > 0.6 ? 1 + (ink - 0.6) * 0.9 : 1);
        return (float) Math.clamp((radius - Math.hypot(du, dv)) * cell + 0.5, 0, 1);
    }
}
