package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.mean;

import org.bytedeco.opencv.opencv_core.Mat;

/** Whether a mask can be the subject at all. Each rule has a kind of torn scrap against which it stands. */
final class Plausibility {

    /** Less of the photo than this is a crumb, more is the photo itself. */
    private static final double SMALLEST = 0.02;

    private static final double LARGEST = 0.85;

    /** Below this share of the photo a subject is one thing: several are the eyes of a face that fills the frame. */
    private static final double SEVERAL_PIECES = 0.1;

    /** An edge that runs through plain sky is GrabCut's, not the subject's. */
    private static final double LEAST_EDGE_SUPPORT = 0.85;

    /** What is as near to the border in colour as all the rest is a piece of the lawn. */
    private static final double LEAST_PROMINENCE = 1.5;

    private final Mat borderDistance;
    private final EdgeSupport support;

    Plausibility(Mat bgr, Mat borderDistance) {
        this.borderDistance = borderDistance;
        this.support = EdgeSupport.in(bgr);
    }

    boolean of(Mat mask) {
        double share = countNonZero(mask) / (double) mask.total();
        return share >= SMALLEST
                && share <= LARGEST
                && (share >= SEVERAL_PIECES || Silhouette.pieces(mask) == 1)
                && support.of(mask) >= LEAST_EDGE_SUPPORT
                && prominence(mask) >= LEAST_PROMINENCE;
    }

    private double prominence(Mat mask) {
        Mat outside = new Mat();
        bitwise_not(mask, outside);
        double inside = mean(borderDistance, mask).get(0);
        return inside / Math.max(1, mean(borderDistance, outside).get(0));
    }
}
