package io.stickermill.generation.maker.photo;

import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * A decoded photo, upright, its longer side at most {@link PhotoDecoder#WORKING_SIDE}. Its memory is native: it lives as
 * long as the {@code PointerScope} in which it was decoded.
 *
 * @param bgr 8 bits, three channels
 * @param alpha 8 bits, one channel, of the same size; null where the picture has no transparency to speak of
 */
public record Photo(Mat bgr, @Nullable Mat alpha) {}
