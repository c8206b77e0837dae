package io.stickermill.generation.maker.grid;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.DECOMP_SVD;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.solve;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The colour on which drawings stand: one that changes softly at most, a surface of the second degree over the picture.
 *
 * @param colours the ground's own at each place, a few pixels in all, to be stretched; 8 bits, three channels
 * @param tolerance what differs from it by more, in any channel, is drawn
 */
record Ground(Mat colours, int tolerance) {

    /** Of the picture on which the surface is laid: pixels along each side. */
    private static final int SIDE = 96;

    /** Pixels along the edge of that picture, where hardly anything is drawn. */
    private static final int RING = 3;

    /** What the terms of a surface of the second degree are called: 1, x, y, xx, xy, yy. */
    private static final int TERMS = 6;

    /** How near the surface a pixel must be to count for the next one: it starts with a rough one. */
    private static final int[] NEAR = {48, 32, 24, 20, 16, 16};

    /** From this round on all of the picture counts, and not its edge alone. */
    private static final int WHOLE_FROM = 3;

    /** A noise below this is not worth a narrower tolerance: paper isn't that even. */
    private static final int LEAST_TOLERANCE = 14;

    /** A noise above this hides drawings. */
    private static final int MOST_TOLERANCE = 24;

    /** So much of the picture's edge is ground at least. */
    private static final double LEAST_OF_EDGE = 0.6;

    /** So much of all of it is. */
    private static final double LEAST_OF_ALL = 0.12;

    /** @param bgr 8 bits, three channels, at the working size */
    static Optional<Ground> of(Mat bgr) {
        Mat small = new Mat();
        resize(smoothed(bgr), small, new Size(SIDE, SIDE), 0, 0, INTER_NEAREST);
        byte[] pixels = new byte[SIDE * SIDE * 3];
        small.data().get(pixels);
        float[] surface = edgeColour(pixels);
        for (int round = 0; round < NEAR.length; round++) {
            surface = fitted(pixels, surface, NEAR[round], round >= WHOLE_FROM);
        }
        return judged(pixels, surface);
    }

    private static Optional<Ground> judged(byte[] pixels, float[] surface) {
        int[] counts = new int[256];
        int near = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int off = distance(pixels, surface, i);
            if (off <= MOST_TOLERANCE) {
                counts[off]++;
                near++;
            }
        }
        int noise = 0;
        for (int below = counts[0]; below < 0.9 * near; below += counts[noise]) {
            noise++;
        }
        int tolerance = Math.clamp(Math.round(2.2 * noise), LEAST_TOLERANCE, MOST_TOLERANCE);
        int edge = 0;
        int onEdge = 0;
        int all = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean ground = distance(pixels, surface, i) <= tolerance;
            all += ground ? 1 : 0;
            if (isEdge(i)) {
                edge++;
                onEdge += ground ? 1 : 0;
            }
        }
        boolean plain = onEdge >= LEAST_OF_EDGE * edge && all >= LEAST_OF_ALL * SIDE * SIDE;
        return plain ? Optional.of(new Ground(colours(surface), tolerance)) : Optional.empty();
    }

    /** @return 255 where something is drawn */
    Mat drawn(Mat bgr) {
        Mat off = new Mat();
        absdiff(smoothed(bgr), stretched(bgr.size()), off);
        Mat most = new Mat();
        extractChannel(off, most, 0);
        for (int channel = 1; channel < 3; channel++) {
            Mat other = new Mat();
            extractChannel(off, other, channel);
            max(most, other, most);
        }
        Mat drawn = new Mat();
        threshold(most, drawn, tolerance, 255, THRESH_BINARY);
        return drawn;
    }

    private Mat stretched(Size size) {
        Mat result = new Mat();
        resize(colours, result, size, 0, 0, INTER_LINEAR);
        return result;
    }

    /** Noise, and what JPEG adds, is finer than a drawing. */
    private static Mat smoothed(Mat bgr) {
        Mat result = new Mat();
        GaussianBlur(bgr, result, new Size(3, 3), 0);
        return result;
    }

    /** The median of each channel along the edge: a surface of one colour. */
    private static float[] edgeColour(byte[] pixels) {
        float[] surface = new float[SIDE * SIDE * 3];
        for (int channel = 0; channel < 3; channel++) {
            int[] values = new int[SIDE * SIDE];
            int count = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                if (isEdge(i)) {
                    values[count++] = pixels[i * 3 + channel] & 0xff;
                }
            }
            Arrays.sort(values, 0, count);
            for (int i = 0; i < SIDE * SIDE; i++) {
                surface[i * 3 + channel] = values[count / 2];
            }
        }
        return surface;
    }

    /** The surface through all pixels that are near the one before; that one where they are too few. */
    private static float[] fitted(byte[] pixels, float[] before, int near, boolean whole) {
        float[] terms = new float[SIDE * SIDE * TERMS];
        float[] values = new float[SIDE * SIDE * 3];
        int count = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            if ((whole || isEdge(i)) && distance(pixels, before, i) <= near) {
                System.arraycopy(terms(i), 0, terms, count * TERMS, TERMS);
                for (int channel = 0; channel < 3; channel++) {
                    values[count * 3 + channel] = pixels[i * 3 + channel] & 0xff;
                }
                count++;
            }
        }
        if (count < 10 * TERMS) {
            return before;
        }
        Mat factors = new Mat();
        solve(floats(terms, count, TERMS), floats(values, count, 3), factors, DECOMP_SVD);
        float[] of = new float[TERMS * 3];
        new FloatPointer(factors.data()).get(of);
        float[] surface = new float[SIDE * SIDE * 3];
        for (int i = 0; i < SIDE * SIDE; i++) {
            float[] at = terms(i);
            for (int channel = 0; channel < 3; channel++) {
                float sum = 0;
                for (int term = 0; term < TERMS; term++) {
                    sum += at[term] * of[term * 3 + channel];
                }
                surface[i * 3 + channel] = sum;
            }
        }
        return surface;
    }

    private static float[] terms(int i) {
        int column = i % SIDE;
        int row = i / SIDE;
        float x = 2f * column / (SIDE - 1) - 1;
        float y = 2f * row / (SIDE - 1) - 1;
        return new float[] {1, x, y, x * x, x * y, y * y};
    }

    private static Mat floats(float[] values, int rows, int columns) {
        Mat result = new Mat(rows, columns, CV_32F);
        new FloatPointer(result.data()).put(values, 0, rows * columns);
        return result;
    }

    private static Mat colours(float[] surface) {
        Mat floats = new Mat(SIDE, SIDE, CV_32FC3);
        new FloatPointer(floats.data()).put(surface);
        Mat result = new Mat();
        floats.convertTo(result, CV_8UC3);
        return result;
    }

    private static int distance(byte[] pixels, float[] surface, int i) {
        float most = 0;
        for (int at = i * 3; at < i * 3 + 3; at++) {
            most = Math.max(most, Math.abs((pixels[at] & 0xff) - Math.clamp(surface[at], 0f, 255f)));
        }
        return Math.round(most);
    }

    private static boolean isEdge(int i) {
        int x = i % SIDE;
        int y = i / SIDE;
        return Math.min(Math.min(x, y), Math.min(SIDE - 1 - x, SIDE - 1 - y)) < RING;
    }
}
