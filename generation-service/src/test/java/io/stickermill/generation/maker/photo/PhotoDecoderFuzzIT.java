package io.stickermill.generation.maker.photo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stickermill.generation.maker.UnusablePhoto;
import org.bytedeco.javacpp.PointerScope;

/**
 * Whatever comes as a photo is decoded, or refused with its reason; nothing else may come out. Runs over the collected
 * inputs; with {@code JAZZER_FUZZ=1} in the environment it looks for more. Not beside the unit tests: the fuzzer
 * instruments every class of its JVM, which the test of native memory would count.
 */
class PhotoDecoderFuzzIT {

    @FuzzTest(maxDuration = "5m")
    void anyBytesAsAPhoto(byte[] bytes) {
        try (PointerScope _ = new PointerScope()) {
            new PhotoDecoder(PhotoLimits.DEFAULT).decode(bytes);
        } catch (UnusablePhoto refused) {
            // With a reason, which the user is told.
        }
    }
}
