package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the subject of a photo. Safe for any number of threads; to be called within a {@code PointerScope}. */
public interface SubjectSearch {

    /**
     * Finds it.
     *
     * @param bgr the photo, upright
     * @param variant 0 for the best; higher numbers go round through the other candidates and none
     */
    CutOut find(Mat bgr, int variant);
}
