package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;

/** Graphite on rough paper. */
final class Pencil implements Style {

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        float[] tones = Paint.tones(plain.bgr(), plain.alpha());
        float[] around = Paint.blurred(tones, width, 7);
        float[] lines = Paint.lines(plain.bgr(), 1, 0.75);
        return new Cutting(
                Paint.painted(plain.bgr(), (x, y, bgr) -> {
                    int i = y * width + x;
                    // What is darker than its surroundings is drawn; even light leaves the paper bare.
                    float sketch = Math.clamp((tones[i] + 0.06f) / (around[i] + 0.06f), 0, 1);
                    sketch = (float) Math.pow(sketch, 1.6);
                    float depth = 1 - tones[i];
                    float hatch = hatch(x, y, depth) * (0.75f + 0.25f * Paint.grain(x, y));
                    float line = 1 - 0.85f * (1 - lines[i]);
                    float grey = sketch * line * (1 - 0.62f * hatch) * (0.985f + 0.015f * Paint.grain(y, x));
                    float paper = 0.09f + 0.9f * grey;
                    bgr[0] = paper * 0.965f;
                    bgr[1] = paper * 0.985f;
                    bgr[2] = paper;
                }),
                plain.alpha());
    }

    /** Slanted strokes that grow dense, then cross, in the dark. */
    private static float hatch(int x, int y, float depth) {
        float one = stroke(x + y, 5) * Math.clamp((depth - 0.35f) * 2.2f, 0, 1);
        float other = stroke(x - y, 6) * Math.clamp((depth - 0.62f) * 2.6f, 0, 1);
        return Math.max(Math.max(one, other), Math.clamp((depth - 0.8f) * 2.5f, 0, 0.8f));
    }

    private static float stroke(int along, int period) {
        return 0.5f + 0.5f * (float) Math.cos(along * 2 * Math.PI / period);
    }
}
