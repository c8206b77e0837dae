package io.stickermill.generation.maker.style;

import static org.bytedeco.opencv.global.opencv_photo.RECURS_FILTER;
import static org.bytedeco.opencv.global.opencv_photo.edgePreservingFilter;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** A few light washes over thin lines, each darker along its edge, running out into bare paper. */
final class Watercolour implements Style {

    /** Washes that lie over each other, from paper to the darkest. */
    private static final float WASHES = 5;

    private static final float[] PAPER = {0.93f, 0.965f, 0.985f};

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        Mat smooth = new Mat();
        edgePreservingFilter(plain.bgr(), smooth, RECURS_FILTER, 50, 0.4f);
        Mat flat = Paint.flattened(smooth, 1, 26);
        float[] drawn = Paint.tones(Paint.flattened(plain.bgr(), 1, 18), plain.alpha());
        float[] around = Paint.blurred(drawn, width, 8);
        float[] tones = Paint.tones(flat, plain.alpha());
        float[] cloud = Paint.cloud(width, flat.rows(), 7);
        float[] speckle = Paint.cloud(width, flat.rows(), 1.6);
        float[] washes = new float[tones.length];
        for (int i = 0; i < washes.length; i++) {
            float level = (tones[i] + 0.02f * cloud[i]) * WASHES;
            float step = (float) Math.floor(level);
            washes[i] = (step + edge(Math.clamp((level - step - 0.3f) / 0.4f, 0, 1))) / WASHES;
        }
        float[] pooled = Paint.blurred(washes, width, 2.2);
        float[] lines = Paint.lines(flat, 1, 0.5);
        float[] within = Paint.blurred(Paint.alpha(plain.alpha()), width, 9);
        Mat painted = Paint.painted(flat, (x, y, bgr) -> {
            int i = y * width + x;
            Paint.saturate(bgr, 1.75f);
            float light = Math.max(0.04f, Paint.light(bgr));
            float wanted = 0.3f + 0.68f * washes[i];
            float pigment = Math.clamp((pooled[i] - washes[i]) * 2.4f, 0, 0.28f);
            float dry = Math.clamp((0.8f - within[i] + 0.12f * cloud[i]) / 0.25f, 0, 1) * 0.9f;
            // Eyes and mouths are painted last, with the tip of the brush.
            float tip = Math.clamp((drawn[i] + 0.15f) / (around[i] + 0.15f), 0, 1);
            float line = (1 - 0.35f * (1 - lines[i])) * (0.35f + 0.65f * tip * tip);
            for (int c = 0; c < 3; c++) {
                float colour = Math.clamp(bgr[c] * (0.35f + 0.65f * wanted / light), 0, 1);
                // Thin paint lets the paper through, more in the light.
                float through = 0.14f + 0.26f * washes[i] + (0.03f + 0.05f * washes[i]) * cloud[i] + 0.03f * speckle[i];
                float wash = colour + (PAPER[c] - colour) * Math.clamp(through, 0, 1);
                float wet = wash * (1 - pigment);
                bgr[c] = (wet + (PAPER[c] - wet) * dry) * line;
            }
        });
        return new Cutting(painted, plain.alpha());
    }

    private static float edge(float t) {
        return t * t * (3 - 2 * t);
    }
}
