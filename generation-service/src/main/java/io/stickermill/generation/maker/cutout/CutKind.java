package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** The ways to cut along the same odds, in the order in which they are offered. */
enum CutKind {
    USUAL {
        @Override
        Mat of(Mat odds, double companion) {
            return Silhouette.of(odds, EVEN, companion);
        }
    },
    /** One alone of several. */
    MAIN_PART {
        @Override
        Mat of(Mat odds, double companion) {
            return Silhouette.mainPart(odds, EVEN);
        }
    },
    /** And what stands beside it, or belongs to it less surely. */
    WITH_WHAT_IS_BESIDE {
        @Override
        Mat of(Mat odds, double companion) {
            return Silhouette.of(odds, 40, Math.min(companion, 0.01));
        }
    },
    STRICT {
        @Override
        Mat of(Mat odds, double companion) {
            return Silhouette.closed(odds, 215, companion);
        }
    };

    private static final int EVEN = 127;

    /** Pieces that are smaller, in parts of the largest, are no companions: several people stay together, specks go. */
    static final double COMPANION = 0.06;

    /** Two shapes that overlap by more than this would look the same to the user. */
    static final double SAME = 0.93;

    /**
     * @param companion pieces that are smaller, in parts of the largest, are left out
     * @return 255 where it cuts, 0 elsewhere
     */
    abstract Mat of(Mat odds, double companion);
}
