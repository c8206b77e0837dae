package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The whole picture with rounded corners: what is honest where nothing can be cut out. */
public final class Card {

    /** Radius of the corners in parts of the shorter side. */
    private static final double ROUNDING = 0.12;

    private Card() {}

    /** How many different crops there are of a picture. */
    public static final int CROPS = 3;

    /**
     * A part of the picture, as a card shows it.
     *
     * @param crop 0 for all of it, then closer; numbers beyond {@link #CROPS} go round
     */
    public static Cutting of(Mat bgr, int crop) {
        Mat part = cropped(bgr, crop % CROPS);
        return new Cutting(part, new Mat(part.rows(), part.cols(), CV_8U, Scalar.all(255)));
    }

    private static Mat cropped(Mat bgr, int crop) {
        int shorter = Math.min(bgr.cols(), bgr.rows());
        int longer = Math.max(bgr.cols(), bgr.rows());
        if (crop == 0) {
            return bgr;
        }
        // A square, which a picture that is nearly one already has: then closer.
        double side = crop == 1 && shorter < 0.9 * longer ? shorter : shorter * (crop == 1 ? 0.8 : 0.66);
        int width = Math.max(1, (int) side);
        // Faces are rather above the middle than below it.
        return new Mat(bgr, new Rect((bgr.cols() - width) / 2, (int) ((bgr.rows() - width) * 0.4), width, width));
    }

    /** @param scaled to the sticker's size, at which corners are rounded */
    public static Cutting rounded(Mat scaled) {
        int width = scaled.cols();
        int height = scaled.rows();
        double radius = ROUNDING * Math.min(width, height);
        byte[] alpha = new byte[width * height];
        for (int y = 0; y < height; y++) {
            double dy = Math.max(0, Math.max(radius - y - 0.5, y + 0.5 - (height - radius)));
            for (int x = 0; x < width; x++) {
                double dx = Math.max(0, Math.max(radius - x - 0.5, x + 0.5 - (width - radius)));
                double covered = Math.clamp(radius - Math.hypot(dx, dy) + 0.5, 0, 1);
                alpha[y * width + x] = (byte) Math.round(covered * 255);
            }
        }
        Mat corners = new Mat(height, width, CV_8U);
        corners.data().put(alpha);
        return new Cutting(scaled, corners);
    }
}
