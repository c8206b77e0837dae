package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** Glowing tubes along the edges, in the dark. */
final class Neon implements Style {

    /** From one corner to the other, as red, green and blue. */
    private static final int[] TUBES = {0x25e8ff, 0x7c5cff, 0xff3fb4, 0xffb03a};

    @Override
    public Cutting drawn(Cutting plain) {
        Mat flat = Paint.flattened(plain.bgr(), 3, 24);
        int width = flat.cols();
        int height = flat.rows();
        float[] tones = Paint.tones(flat, plain.alpha());
        float[] tubes = Paint.lines(flat, 1.4, 0.8);
        byte[] alpha = new byte[tubes.length];
        plain.alpha().clone().data().get(alpha);
        float[] seen = new float[tubes.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (alpha[i] & 0xff) / 255f;
        }
        float[] inwards = Paint.blurred(seen, width, 2.5);
        for (int i = 0; i < tubes.length; i++) {
            // A tube along the outline too: what is dark all over would have none.
            float rim = Math.clamp((0.86f - inwards[i]) / 0.2f, 0, 1) * seen[i];
            tubes[i] = Math.max(1 - tubes[i], rim);
        }
        float[] near = Paint.blurred(tubes, width, 2.2);
        float[] far = Paint.blurred(tubes, width, 9);
        return new Cutting(
                Paint.painted(flat, (x, y, bgr) -> {
                    int i = y * width + x;
                    float along = (x / (float) width + y / (float) height) / 2;
                    float night = 0.06f + 0.26f * tones[i];
                    float tube = Math.clamp(tubes[i] * 1.1f, 0, 1);
                    float glow = 0.75f * near[i] + 1.15f * far[i];
                    for (int c = 0; c < 3; c++) {
                        float colour = tint(along, c);
                        float ground = night * (0.55f + 0.45f * colour) * (c == 0 ? 1.5f : c == 1 ? 0.75f : 0.95f);
                        float lit = ground + colour * glow;
                        bgr[c] = lit * (1 - tube) + (0.4f + 0.6f * colour) * tube + 0.25f * tube;
                    }
                }),
                plain.alpha());
    }

    private static float tint(float along, int channel) {
        float at = Math.clamp(along, 0, 0.999f) * (TUBES.length - 1);
        int step = (int) at;
        float part = at - step;
        return ((TUBES[step] >> 8 * channel & 0xff) * (1 - part) + (TUBES[step + 1] >> 8 * channel & 0xff) * part)
                / 255f;
    }
}
