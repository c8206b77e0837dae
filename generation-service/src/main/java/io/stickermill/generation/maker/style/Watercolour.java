package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_photo.RECURS_FILTER;
import static org.bytedeco.opencv.global.opencv_photo.edgePreservingFilter;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** Light washes that run dark at their edges, on paper. */
final class Watercolour implements Style {

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        Mat wash = new Mat();
        edgePreservingFilter(plain.bgr(), wash, RECURS_FILTER, 45, 0.42f);
        float[] tones = Paint.floats(Paint.grey(wash));
        float[] around = Paint.blurred(tones, width, 2.5);
        float[] lines = Paint.lines(plain.bgr(), 0.9, 0.35);
        Mat drawn = Paint.painted(wash, (x, y, bgr) -> {
            int i = y * width + x;
            Paint.saturate(bgr, 1.4f);
            float edge = Math.clamp((around[i] - tones[i]) * 2.2f, 0, 0.3f);
            float pool = 0.03f * Paint.grain(x / 3, y / 3) + 0.025f * Paint.grain(x, y);
            for (int c = 0; c < 3; c++) {
                float thin = 1 - (1 - (float) Math.pow(Math.clamp(bgr[c], 0, 1), 0.78)) * 0.93f;
                bgr[c] = (thin * (1 - edge) + pool) * (0.62f + 0.38f * lines[i]);
            }
        });
        return new Cutting(drawn, plain.alpha());
    }
}
