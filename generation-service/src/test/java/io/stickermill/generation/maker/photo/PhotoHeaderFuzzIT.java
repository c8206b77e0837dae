package io.stickermill.generation.maker.photo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stickermill.generation.maker.UnusablePhoto;

/** The first that a child does with a photo: whatever a file claims, the memory that it asks for has a bound. */
class PhotoHeaderFuzzIT {

    /** Colour, alpha and the coefficients of a progressive JPEG with four components. */
    private static final long MOST_BYTES_A_PIXEL = 16;

    @FuzzTest(maxDuration = "5m")
    void anyBytesAsAHeader(byte[] bytes) {
        try {
            PhotoHeader header = PhotoHeader.read(bytes, PhotoLimits.DEFAULT);
            long needs = header.decodedBytes();
            if (needs < 1 || needs > PhotoLimits.DEFAULT.maxPixels() * MOST_BYTES_A_PIXEL) {
                throw new AssertionError("a photo that needs " + needs + " bytes");
            }
        } catch (UnusablePhoto refused) {
            // With a reason, which the user is told.
        }
    }
}
