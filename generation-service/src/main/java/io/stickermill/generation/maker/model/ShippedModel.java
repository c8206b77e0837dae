package io.stickermill.generation.maker.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** The model of the module {@code segmentation-model}, unless this was built without it. */
final class ShippedModel {

    private static final String RESOURCE = "/io/stickermill/segmentation/isnet-general-use-768-int8.onnx";

    private static final int SIDE = 768;

    /** It is fed with {@code (value - 128) / 256}, its values being 0 to 255. */
    private static final float MEAN = 128f / 255;

    private static final float DEVIATION = 256f / 255;

    private ShippedModel() {}

    /**
     * As a file, where OpenCV's libraries lie, too: {@code org.bytedeco.javacpp.cachedir}. It stays there for the next
     * process, so that only the first one copies it.
     */
    static Optional<Path> file() {
        URL resource = ShippedModel.class.getResource(RESOURCE);
        if (resource == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Loader.cacheResource(resource).toPath());
        } catch (IOException full) {
            throw new UncheckedIOException("The segmentation model can't be copied into JavaCPP's cache folder", full);
        }
    }

    static ModelSettings settings(Path file, int threads, int remembered) {
        return new ModelSettings(
                file,
                ModelPreset.ISNET,
                SIDE,
                List.of(MEAN, MEAN, MEAN),
                List.of(DEVIATION, DEVIATION, DEVIATION),
                false,
                threads,
                remembered);
    }
}
