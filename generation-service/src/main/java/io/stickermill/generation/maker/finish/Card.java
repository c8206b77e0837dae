package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;

import org.bytedeco.opencv.opencv_core.Mat;

/** The whole picture with rounded corners: what is honest where nothing can be cut out. */
public final class Card {

    /** Radius of the corners in parts of the shorter side. */
    private static final double ROUNDING = 0.12;

    private Card() {}

    /** @return the picture scaled so that its longer side is exactly this many pixels, its corners rounded */
    public static Cutting of(Mat bgr, int side) {
        Mat all = new Mat(bgr.rows(), bgr.cols(), CV_8U);
        Mat scaled = new Cutting(bgr, all).scaledTo(side).bgr();
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
