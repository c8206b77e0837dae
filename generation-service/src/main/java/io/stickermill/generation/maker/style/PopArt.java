package io.stickermill.generation.maker.style;

import io.stickermill.generation.maker.finish.Cutting;
import org.bytedeco.opencv.opencv_core.Mat;

/** Screen print in four inks, dots where one goes over into the next. */
final class PopArt implements Style {

    /** From dark to light, as red, green and blue. */
    private static final int[] INKS = {0x2a0a5e, 0xf0257f, 0xffc21a, 0xfff4d2};

    /** Up to which tone each of the darker inks goes. */
    private static final float[] TONES = {0.27f, 0.55f, 0.83f};

    private static final float BLEND = 0.11f;

    private static final float CELL = 5;

    @Override
    public Cutting drawn(Cutting plain) {
        Mat flat = Paint.flattened(plain.bgr(), 2, 26);
        float[] tones = Paint.tones(flat, plain.alpha());
        float[] lines = Paint.lines(flat, 1.5, 0.45);
        int width = flat.cols();
        return new Cutting(
                Paint.painted(flat, (x, y, bgr) -> {
                    int i = y * width + x;
                    float tone = tones[i];
                    int ink = INKS[0];
                    float covered = 1;
                    int darker = INKS[0];
                    for (int step = 0; step < TONES.length; step++) {
                        float ready = (tone - TONES[step] + BLEND) / (2 * BLEND);
                        if (ready <= 0) {
                            break;
                        }
                        darker = ink;
                        ink = INKS[step + 1];
                        covered = ready >= 1 ? 1 : Paint.dot(x, y, CELL, ready);
                    }
                    float line = lines[i];
                    for (int c = 0; c < 3; c++) {
                        float colour = channel(ink, c) * covered + channel(darker, c) * (1 - covered);
                        bgr[c] = colour * line + channel(INKS[0], c) * (1 - line);
                    }
                }),
                plain.alpha());
    }

    private static float channel(int rgb, int c) {
        return (rgb >> 8 * c & 0xff) / 255f;
    }
}
