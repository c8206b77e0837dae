package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** Flat bright patches within dark lines. */
final class Cartoon implements Style {

    private static final float TONES = 7;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat flat = Paint.flattened(plain.bgr(), 5, 28);
        float[] lines = Paint.lines(flat, 1.3, 0.55);
        int width = flat.cols();
        Mat drawn = Paint.painted(flat, (x, y, bgr) -> {
            float light = Paint.light(bgr) + 1e-3f;
            float lifted = (float) Math.pow(light, 0.88);
            float step = (float) Math.floor(lifted * TONES);
            float within = lifted * TONES - step;
            // Soft steps: hard ones tear skies and cheeks into islands.
            float even = (step + smooth(Math.clamp((within - 0.35f) / 0.3f, 0, 1)) + 0.1f) / TONES;
            float factor = even / light;
            for (int c = 0; c < 3; c++) {
                bgr[c] *= factor;
            }
            Paint.saturate(bgr, 1.35f);
            float line = 0.12f + 0.88f * lines[y * width + x];
            for (int c = 0; c < 3; c++) {
                bgr[c] *= line;
            }
        });
        return new Cutting(drawn, plain.alpha());
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }
}
