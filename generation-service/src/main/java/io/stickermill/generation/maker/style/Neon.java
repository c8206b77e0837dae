package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** A face at night between two neon signs: one lights it from the left, one from the right, and both glow along its edge. */
final class Neon implements Style {

    /** As red, green and blue. */
    private static final int NIGHT = 0x1b0f45;

    private static final int LEFT = 0x12a8ff;

    private static final int RIGHT = 0xff2e9a;

    /** What is lit by both. */
    private static final int BRIGHT = 0xfff2fa;

    /** Lightness from which on a sign's colour goes over into white. */
    private static final float LIT = 0.55f;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat flat = Paint.flattened(plain.bgr(), 1, 20);
        int width = flat.cols();
        float[] tones = Paint.tones(flat, plain.alpha());
        float[] volume = Paint.blurred(tones, width, 6);
        float[] seen = Paint.alpha(plain.alpha());
        float[] within = Paint.blurred(seen, width, 2.5);
        float[] deep = Paint.blurred(seen, width, 14);
        return new Cutting(
                Paint.painted(flat, (x, y, bgr) -> {
                    int i = y * width + x;
                    // Eyes and mouths stay crisp.
                    float tone = Math.clamp(tones[i] + 0.35f * (tones[i] - volume[i]), 0, 1);
                    // A surface that turns to the right grows darker there: the sign on the right lights it.
                    int before = y * width + Math.max(0, x - 4);
                    int after = y * width + Math.min(width - 1, x + 4);
                    float turned = (volume[before] - volume[after]) * 3.5f;
                    float right = smooth(Math.clamp((x + 0.5f) / width + turned, 0, 1));
                    float tube = Math.clamp((0.86f - within[i]) / 0.22f, 0, 1) * seen[i];
                    float glow = Math.clamp((0.98f - deep[i]) * 0.9f, 0, 0.6f);
                    for (int c = 0; c < 3; c++) {
                        float sign = channel(LEFT, c) * (1 - right) + channel(RIGHT, c) * right;
                        float lit = tone < LIT
                                ? mixed(channel(NIGHT, c), sign, (float) Math.pow(tone / LIT, 0.9))
                                : mixed(sign, channel(BRIGHT, c), (tone - LIT) / (1 - LIT));
                        float glowing = lit + (sign - 0.35f * lit) * glow;
                        bgr[c] = mixed(glowing, 0.45f * sign + 0.6f, tube);
                    }
                }),
                plain.alpha());
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float mixed(float from, float to, float part) {
        return from + (to - from) * part;
    }

    private static float channel(int rgb, int c) {
        return (rgb >> 8 * c & 0xff) / 255f;
    }
}
