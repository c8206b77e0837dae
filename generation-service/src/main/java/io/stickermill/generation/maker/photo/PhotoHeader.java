package io.stickermill.generation.maker.photo;

import io.stickermill.generation.maker.UnusablePhoto;

/**
 * What a file says of itself, read without decoding pixels and without believing any length that it claims. Nothing native.
 *
 * @param width in pixels, before the orientation is applied
 * @param height in pixels, before the orientation is applied
 * @param decodedBytes memory that its pixels take while they are decoded
 */
public record PhotoHeader(Format format, int width, int height, long decodedBytes, Orientation orientation) {

    public enum Format {
        JPEG,
        PNG,
        WEBP
    }

    /** @throws UnusablePhoto if it is no picture that can be decoded within these limits */
    public static PhotoHeader read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        return PhotoFile.read(photo, limits).header();
    }
}
