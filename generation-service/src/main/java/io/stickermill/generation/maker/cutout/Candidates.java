package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * What the guesses came to.
 *
 * @param choices masks, 255 where the subject is: first what most agree on, then each that differs from those before
 * @param confidence 0 to 1: how far the guesses agree with the first choice, on average; 0 without a choice
 */
record Candidates(List<Mat> choices, double confidence) {

    /** Less of the photo than this is a scrap, more is the photo itself. */
    private static final double SMALLEST = 0.03;

    private static final double LARGEST = 0.85;

    /** Two masks that overlap by more than this would look the same to the user. */
    private static final double SAME = 0.93;

    static Candidates of(List<Mat> masks) {
        List<Mat> sensible = masks.stream().filter(Candidates::isSensible).toList();
        if (sensible.isEmpty()) {
            return new Candidates(List.of(), 0);
        }
        List<Mat> choices = new ArrayList<>();
        Mat agreed = Silhouette.cleaned(majority(sensible), 1);
        if (isSensible(agreed)) {
            choices.add(agreed);
        }
        for (Mat mask : sensible) {
            if (choices.stream().noneMatch(choice -> overlap(choice, mask) > SAME)) {
                choices.add(mask);
            }
        }
        double confidence = masks.stream()
                .mapToDouble(mask -> overlap(mask, choices.getFirst()))
                .average()
                .orElse(0);
        return new Candidates(List.copyOf(choices), confidence);
    }

    private static Mat majority(List<Mat> masks) {
        Mat votes = new Mat(masks.getFirst().rows(), masks.getFirst().cols(), CV_8U, Scalar.all(0));
        for (Mat mask : masks) {
            Mat vote = new Mat();
            threshold(mask, vote, 127, 1, THRESH_BINARY);
            add(votes, vote, votes);
        }
        threshold(votes, votes, masks.size() / 2.0 - 0.1, 255, THRESH_BINARY);
        return votes;
    }

    private static boolean isSensible(Mat mask) {
        double share = countNonZero(mask) / (double) mask.total();
        return share >= SMALLEST && share <= LARGEST;
    }

    /** Intersection over union. */
    static double overlap(Mat one, Mat other) {
        Mat both = new Mat();
        bitwise_and(one, other, both);
        Mat either = new Mat();
        bitwise_or(one, other, either);
        int union = countNonZero(either);
        return union == 0 ? 0 : countNonZero(both) / (double) union;
    }
}
