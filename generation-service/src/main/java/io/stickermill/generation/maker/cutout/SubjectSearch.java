package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the subject of a photo. Safe for any number of threads; to be called within a {@code PointerScope}. */
@FunctionalInterface
public interface SubjectSearch {

    /** @param bgr the photo, upright; kept as long as what is found */
    Subjects in(Mat bgr);
}
