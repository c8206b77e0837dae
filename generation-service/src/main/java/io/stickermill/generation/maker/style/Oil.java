package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_xphoto.oilPainting;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Thick dabs of paint with light from the upper left. */
final class Oil implements Style {

    private static final double SCALE = 0.85;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat bgr = plain.bgr();
        int width = bgr.cols();
        int height = bgr.rows();
        Mat small = new Mat();
        Size size = new Size(Math.max(8, (int) (width * SCALE)), Math.max(8, (int) (height * SCALE)));
        resize(bgr, small, size, 0, 0, INTER_AREA);
        Mat dabs = new Mat();
        oilPainting(small, dabs, 2, 1);
        Mat large = new Mat();
        resize(dabs, large, bgr.size(), 0, 0, INTER_CUBIC);
        float[] tones = Paint.floats(Paint.grey(large));
        Mat drawn = Paint.painted(large, (x, y, colour) -> {
            int i = y * width + x;
            int before = Math.max(0, y - 1) * width + Math.max(0, x - 1);
            int after = Math.min(height - 1, y + 1) * width + Math.min(width - 1, x + 1);
            float relief = Math.clamp((tones[after] - tones[before]) * 0.5f, -0.1f, 0.1f);
            float bristle = 0.018f * Paint.grain((x + y) / 2, (x - y) / 9);
            Paint.saturate(colour, 1.3f);
            for (int c = 0; c < 3; c++) {
                colour[c] = (colour[c] - 0.5f) * 1.06f + 0.51f + relief + bristle * (0.4f + tones[i]);
            }
        });
        return new Cutting(drawn, plain.alpha());
    }
}
