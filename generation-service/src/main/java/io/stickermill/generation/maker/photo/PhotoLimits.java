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

    /** The scans of a JPEG go over the whole picture, however little is in them. Real ones have up to about twenty. */
    private static final int MOST_PASSES = 40;

    /** At a sticker's size something of it must still be seen: 16 of 512 pixels. */
    private static final int NARROWEST = 32;

    void checkPasses(long width, long height, long scans) throws UnusablePhoto {
        if (width * height * scans > MOST_PASSES * maxPixels) {
            throw new UnusablePhoto(
                    Reason.TOO_MANY_PIXELS, width + "x" + height + " in " + scans + " scans, that is too much work");
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
        if (Math.max(width, height) > NARROWEST * Math.min(width, height)) {
            throw new UnusablePhoto(Reason.TOO_SMALL, size + ", one side more than " + NARROWEST + " times the other");
        }
    }
}
