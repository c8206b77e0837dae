package io.stickermill.generation.maker;

/** Draws a picture small. Safe for any number of threads. */
public interface SmallPictureMaker {

    /**
     * Draws it.
     *
     * @param side of the square, in pixels, that holds all of the picture; what it leaves free is clear
     * @return a WebP of exactly that size
     * @throws UnusablePhoto if the picture can't be read
     * @throws MakerEnded if what works on it ended
     */
    byte[] small(byte[] picture, int side) throws UnusablePhoto;
}
