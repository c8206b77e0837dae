package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** Says of each pixel how likely it belongs to the subject. Safe for any number of threads. */
@FunctionalInterface
public interface Segmentation {

    /**
     * To be called within a {@code PointerScope}.
     *
     * @param bgr a photo or a part of one, upright
     * @return floats from 0 to 1, one channel, the photo stretched to whatever size the model has
     */
    Mat odds(Mat bgr);
}
