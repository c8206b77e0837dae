package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** Graphite on white paper: lines first, shadows rubbed soft, a few strokes where it is dark. */
final class Pencil implements Style {

    /** Pixels from stroke to stroke. */
    private static final float STROKES = 7;

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        // The grain of a photo would be drawn as dirt.
        Mat calm = Paint.flattened(plain.bgr(), 2, 22);
        float[] tones = Paint.tones(calm, plain.alpha());
        float[] around = Paint.blurred(tones, width, 9);
        float[] soft = Paint.blurred(tones, width, 3);
        float[] lines = Paint.lines(calm, 1.1, 0.62);
        return new Cutting(
                Paint.painted(plain.bgr(), (x, y, bgr) -> {
                    int i = y * width + x;
                    // What is darker than its surroundings is drawn; even light leaves the paper bare.
                    float sketch = Math.clamp((tones[i] + 0.12f) / (around[i] + 0.12f), 0, 1);
                    sketch = (float) Math.pow(sketch, 1.5);
                    float depth = 1 - soft[i];
                    float rubbed = 1 - 0.5f * (float) Math.pow(depth, 1.6);
                    float dark = Math.clamp((depth - 0.45f) * 1.8f, 0, 1);
                    float strokes = 1 - 0.38f * dark * stroke(x * 0.86f + y * 0.5f);
                    float line = 1 - 0.8f * (1 - lines[i]);
                    float tooth = 1 + 0.05f * Paint.grain(x, y) * depth;
                    float paper = 0.07f + 0.92f * Math.clamp(sketch * rubbed * strokes * line * tooth, 0, 1);
                    bgr[0] = paper * 0.97f;
                    bgr[1] = paper * 0.985f;
                    bgr[2] = paper;
                }),
                plain.alpha());
    }

    private static float stroke(float across) {
        return 0.5f + 0.5f * (float) Math.cos(across * 2 * Math.PI / STROKES);
    }
}
