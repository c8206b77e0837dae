package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** A printed comic: few loud colours, shadows of dots, black ink. */
final class Comic implements Style {

    private static final float CELL = 5.5f;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat flat = Paint.flattened(plain.bgr(), 4, 32);
        float[] tones = Paint.tones(flat, plain.alpha());
        float[] lines = Paint.lines(flat, 1.5, 0.7);
        int width = flat.cols();
        Mat drawn = Paint.painted(flat, (x, y, bgr) -> {
            int i = y * width + x;
            float tone = tones[i];
            Paint.saturate(bgr, 1.7f);
            float light = Math.max(0.05f, Paint.light(bgr));
            float bright = 0.42f + 0.5f * tone;
            for (int c = 0; c < 3; c++) {
                float loud = Math.clamp(bgr[c] * bright / light, 0, 1);
                bgr[c] = Math.round(loud * 5) / 5f * 0.6f + loud * 0.4f;
            }
            float shade = Paint.dot(x, y, CELL, Math.clamp((0.62f - tone) * 1.1f, 0, 0.75f));
            float black = Math.clamp((0.13f - tone) / 0.05f, 0, 1);
            float ink = Math.max(1 - lines[i], black);
            for (int c = 0; c < 3; c++) {
                bgr[c] = bgr[c] * (1 - 0.6f * shade) * (1 - 0.95f * ink);
            }
        });
        return new Cutting(drawn, plain.alpha());
    }
}
