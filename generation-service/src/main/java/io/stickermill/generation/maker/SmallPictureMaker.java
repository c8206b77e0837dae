package io.stickermill.generation.maker;

/** Draws a picture small. Safe for any number of threads. */
public interface SmallPictureMaker {

    /**
     * Draws all of it in a square.
     *
     * @param side of the square, in pixels; what the picture leaves free of it is clear
     * @return a WebP
     * @throws UnusablePhoto if the picture can't be read
     * @throws MakerEnded if what works on it ended
     */
    byte[] inSquare(byte[] picture, int side) throws UnusablePhoto;

    /**
     * Draws it so that it fits, on white, without what else is in its file; it is not enlarged.
     *
     * @param side that neither side is longer than, in pixels
     * @return a JPEG, which everybody reads
     * @throws UnusablePhoto if the picture can't be read
     * @throws MakerEnded if what works on it ended
     */
    byte[] fitted(byte[] picture, int side) throws UnusablePhoto;

    /**
     * Draws it so that it fits, with what is clear in it; it is not enlarged.
     *
     * @param side that neither side is longer than, in pixels
     * @return a WebP
     * @throws UnusablePhoto if the picture can't be read
     * @throws MakerEnded if what works on it ended
     */
    byte[] webp(byte[] picture, int side) throws UnusablePhoto;
}
