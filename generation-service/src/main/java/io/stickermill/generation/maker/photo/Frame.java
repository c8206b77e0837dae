package io.stickermill.generation.maker.photo;

import java.util.function.Supplier;

/**
 * A part of the canvas as a still picture of its own.
 *
 * @param file nothing but what its pixels need, made when it is asked for
 */
record Frame(int x, int y, int width, int height, Supplier<byte[]> file) {

    long pixels() {
        return (long) width * height;
    }

    boolean fits(PhotoHeader canvas) {
        return x >= 0
                && y >= 0
                && width > 0
                && height > 0
                && (long) x + width <= canvas.width()
                && (long) y + height <= canvas.height();
    }
}
