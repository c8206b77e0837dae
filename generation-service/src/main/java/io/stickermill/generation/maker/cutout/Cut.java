package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** The ways to cut along the same odds, in the order in which they are offered. */
enum Cut {
    USUAL(127, 0.06),
    /** Alone of several. */
    MAIN_PART(127, 1),
    /** And what stands beside it, or belongs to it less surely. */
    WITH_WHAT_IS_BESIDE(40, 0.01),
    STRICT(215, 0.06);

    /** Two shapes that overlap by more than this would look the same to the user. */
    static final double SAME = 0.93;

    private final int least;
    private final double smallest;

    Cut(int least, double smallest) {
        this.least = least;
        this.smallest = smallest;
    }

    Mat of(Mat odds) {
        return Silhouette.of(odds, least, smallest);
    }
}
