package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;

/** Black and white film: deep shadows, hard light, grain. */
final class Noir implements Style {

    @Override
    public Cutting drawn(Cutting plain) {
        int width = plain.bgr().cols();
        float[] tones = Paint.tones(plain.bgr(), plain.alpha());
        float[] around = Paint.blurred(tones, width, 12);
        return new Cutting(
                Paint.painted(plain.bgr(), (x, y, bgr) -> {
                    int i = y * width + x;
                    float crisp = tones[i] + (tones[i] - around[i]) * 0.45f;
                    float film = (float) (1 / (1 + Math.exp(-(crisp - 0.46) * 6.5)));
                    float grey = film * 0.97f + 0.03f + 0.035f * Paint.grain(x, y);
                    bgr[0] = grey * 1.01f;
                    bgr[1] = grey;
                    bgr[2] = grey * 0.985f;
                }),
                plain.alpha());
    }
}
