package io.stickermill.generation.maker;

import java.time.Duration;
import java.util.Map;

/**
 * A finished sticker.
 *
 * @param webp the file, at most 512,000 bytes
 * @param width in pixels; one side is 512, the other at most that
 * @param height in pixels
 * @param quality WebP quality that the encoder ended on, 1 to 100
 * @param shape what became of the photo
 * @param confidence how much of the cut-out is expected to be right, 0 to 1 (docs/stickers.md says how that is calibrated);
 *     1 where nothing had to be guessed
 * @param choices how many different stickers this photo gives with these options: variants 0 to choices - 1
 * @param times how long each step took
 */
public record MadeSticker(
        byte[] webp,
        int width,
        int height,
        int quality,
        Shape shape,
        double confidence,
        int choices,
        Map<Step, Duration> times) {

    /** What became of the photo; the cards differ because the user is told why there was no cut-out. */
    public enum Shape {
        CUT_OUT,
        /** The picture came with transparency, which was kept. */
        OWN_TRANSPARENCY,
        CARD_AS_ASKED,
        /** No subject that would have been worth cutting out was found. */
        CARD_NO_SUBJECT
    }

    public MadeSticker {
        times = Map.copyOf(times);
    }
}
