package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;

/** A faded brown print with a paper rim. */
final class OldPhoto implements Style {

    private static final float RIM = 0.045f;

    @Override
    public boolean needsCard() {
        return true;
    }

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        int height = plain.bgr().rows();
        float rim = RIM * Math.min(width, height);
        float[] tones = Paint.tones(plain.bgr(), plain.alpha());
        return new Cutting(
                Paint.painted(plain.bgr(), (x, y, bgr) -> {
                    float fade = 0.09f + 0.84f * (float) Math.pow(tones[y * width + x], 0.92);
                    float dx = (x + 0.5f) / width - 0.5f;
                    float dy = (y + 0.5f) / height - 0.5f;
                    float corner = 1 - 1.05f * Math.max(0, dx * dx + dy * dy - 0.12f);
                    float grey = fade * corner + 0.028f * Paint.grain(x, y) + 0.02f * Paint.grain(x / 40, y / 2);
                    float toEdge = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) + 0.5f;
                    float paper = Math.clamp(rim - toEdge + 0.5f, 0, 1);
                    float speck = 0.015f * Paint.grain(x / 2, y / 2);
                    bgr[0] = brown(grey, 0.1f, 0.74f) * (1 - paper) + (0.87f + speck) * paper;
                    bgr[1] = brown(grey, 0.12f, 0.9f) * (1 - paper) + (0.94f + speck) * paper;
                    bgr[2] = brown(grey, 0.17f, 1) * (1 - paper) + (0.965f + speck) * paper;
                }),
                plain.alpha());
    }

    private static float brown(float grey, float black, float white) {
        return black + (white - black) * grey;
    }
}
