package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_ximgproc.SLICO;
import static org.bytedeco.opencv.global.opencv_ximgproc.createSuperpixelSLIC;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A photo taken apart into some hundreds of small regions of one colour each (superpixels), which touch where the photo's
 * edges are: few enough to compare each with each. Colours are CIELAB, coordinates parts of width and height.
 *
 * @param labels the region of each pixel
 * @param pixels Lab of each pixel, three values each
 * @param lab mean Lab of each region
 * @param texture how much lightness varies within each region
 * @param border pixels that each region has on the photo's border
 * @param neighbours regions that each region touches
 * @param shared pixels of edge that it shares with each of them
 */
record Regions(
        int width,
        int height,
        int[] labels,
        float[] pixels,
        float[][] lab,
        float[] x,
        float[] y,
        float[] area,
        float[] texture,
        int[] border,
        int[][] neighbours,
        int[][] shared) {

    private static final int PIXELS_ACROSS = 11;

    private static final int ITERATIONS = 6;

    static Regions of(Mat bgr) {
        Mat lab = new Mat();
        bgr.convertTo(lab, CV_32FC3, 1 / 255.0, 0);
        cvtColor(lab, lab, COLOR_BGR2Lab);
        Mat smooth = new Mat();
        GaussianBlur(lab, smooth, new Size(3, 3), 0.8);
        var slic = createSuperpixelSLIC(smooth, SLICO, PIXELS_ACROSS, 10);
        slic.iterate(ITERATIONS);
        slic.enforceLabelConnectivity(20);
        Mat labels = new Mat();
        slic.getLabels(labels);
        int[] label = new int[(int) labels.total()];
        new IntPointer(labels.data()).get(label);
        float[] pixels = new float[label.length * 3];
        new FloatPointer(smooth.data()).get(pixels);
        return of(bgr.cols(), bgr.rows(), slic.getNumberOfSuperpixels(), label, pixels);
    }

    private static Regions of(int width, int height, int count, int[] label, float[] pixels) {
        float[][] lab = new float[count][3];
        float[] x = new float[count];
        float[] y = new float[count];
        float[] area = new float[count];
        float[] texture = new float[count];
        int[] border = new int[count];
        int[][] touching = new int[count][];
        int[][] lengths = new int[count][];
        int[] degree = new int[count];
        for (int i = 0; i < count; i++) {
            touching[i] = new int[8];
            lengths[i] = new int[8];
        }
        for (int i = 0; i < label.length; i++) {
            int r = label[i];
            int px = i % width;
            int py = i / width;
            area[r]++;
            x[r] += px + 0.5f;
            y[r] += py + 0.5f;
            for (int c = 0; c < 3; c++) {
                lab[r][c] += pixels[i * 3 + c];
            }
            texture[r] += pixels[i * 3] * pixels[i * 3];
            border[r] += px == 0 || py == 0 || px == width - 1 || py == height - 1 ? 1 : 0;
            if (px < width - 1 && label[i + 1] != r) {
                touch(touching, lengths, degree, r, label[i + 1]);
            }
            if (py < height - 1 && label[i + width] != r) {
                touch(touching, lengths, degree, r, label[i + width]);
            }
        }
        for (int r = 0; r < count; r++) {
            float n = Math.max(1, area[r]);
            for (int c = 0; c < 3; c++) {
                lab[r][c] /= n;
            }
            x[r] /= n * width;
            y[r] /= n * height;
            texture[r] = (float) Math.sqrt(Math.max(0, texture[r] / n - lab[r][0] * lab[r][0]));
            touching[r] = Arrays.copyOf(touching[r], degree[r]);
            lengths[r] = Arrays.copyOf(lengths[r], degree[r]);
            area[r] /= label.length;
        }
        return new Regions(width, height, label, pixels, lab, x, y, area, texture, border, touching, lengths);
    }

    private static void touch(int[][] touching, int[][] lengths, int[] degree, int one, int other) {
        add(touching, lengths, degree, one, other);
        add(touching, lengths, degree, other, one);
    }

    private static void add(int[][] touching, int[][] lengths, int[] degree, int from, int to) {
        for (int n = 0; n < degree[from]; n++) {
            if (touching[from][n] == to) {
                lengths[from][n]++;
                return;
            }
        }
        if (degree[from] == touching[from].length) {
            touching[from] = Arrays.copyOf(touching[from], degree[from] * 2);
            lengths[from] = Arrays.copyOf(lengths[from], degree[from] * 2);
        }
        touching[from][degree[from]] = to;
        lengths[from][degree[from]++] = 1;
    }

    int count() {
        return area.length;
    }

    /** CIE76 difference of the mean colours. */
    float difference(int one, int other) {
        float l = lab[one][0] - lab[other][0];
        float a = lab[one][1] - lab[other][1];
        float b = lab[one][2] - lab[other][2];
        return (float) Math.sqrt(l * l + a * a + b * b);
    }

    float distance(int one, int other) {
        float dx = x[one] - x[other];
        float dy = y[one] - y[other];
        return (float) Math.sqrt(dx * dx + dy * dy);
    }

    /** Each region's mean of a map of one value a pixel. */
    float[] means(float[] map) {
        float[] result = new float[count()];
        for (int i = 0; i < map.length; i++) {
            result[labels[i]] += map[i];
        }
        for (int r = 0; r < result.length; r++) {
            result[r] /= Math.max(1, area[r] * map.length);
        }
        return result;
    }

    int[] onBorder() {
        return IntStream.range(0, count()).filter(r -> border[r] > 0).toArray();
    }
}
