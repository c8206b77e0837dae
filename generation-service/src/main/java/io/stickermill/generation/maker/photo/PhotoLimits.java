package io.stickermill.generation.maker.photo;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;

/**
 * Which photos are taken.
 *
 * @param maxPixels most pixels; a PNG or WebP takes up to 4 bytes each while it is decoded (8 with 16-bit samples)
 * @param maxSide longest side, in pixels
 * @param minSide shortest side, in pixels
 */
public record PhotoLimits(long maxPixels, int maxSide, int minSide) {

    public static final PhotoLimits DEFAULT = new PhotoLimits(50_000_000, 20_000, 32);

    public PhotoLimits {
        if (minSide < 1 || maxSide < minSide || maxPixels < (long) minSide * minSide) {
            throw new IllegalArgumentException("limits that no photo can meet: at most " + maxPixels
                    + " pixels, sides from " + minSide + " to " + maxSide);
        }
    }

    void check(long width, long height) throws UnusablePhoto {
        String size = width + "x" + height;
        if (width < 1 || height < 1) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "the header says " + size);
        }
        if (width > maxSide || height > maxSide || width * height > maxPixels) {
            throw new UnusablePhoto(
                    Reason.TOO_MANY_PIXELS, size + ", at most " + maxPixels + " pixels and " + maxSide + " a side");
        }
        if (width < minSide || height < minSide) {
            throw new UnusablePhoto(Reason.TOO_SMALL, size + ", at least " + minSide + " a side");
        }
    }
}
