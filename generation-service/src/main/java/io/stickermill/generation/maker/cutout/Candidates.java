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
 * @param confidence 0 to 1: how far all the guesses, an implausible one counting nothing, agree with the first choice
 */
record Candidates(List<Mat> choices, double confidence) {

    /** Two masks that overlap by more than this would look the same to the user. */
    private static final double SAME = 0.93;

    static Candidates of(List<Mat> guesses, Plausibility plausibility) {
        List<Mat> plausible = guesses.stream().filter(plausibility::of).toList();
        if (plausible.isEmpty()) {
            return new Candidates(List.of(), 0);
        }
        List<Mat> choices = new ArrayList<>();
        Mat agreed = majority(plausible);
        if (plausibility.of(agreed)) {
            choices.add(agreed);
        }
        for (Mat guess : plausible) {
            if (choices.stream().noneMatch(choice -> overlap(choice, guess) > SAME)) {
                choices.add(guess);
            }
        }
        double agreement = plausible.stream()
                .mapToDouble(guess -> overlap(guess, choices.getFirst()))
                .sum();
        return new Candidates(List.copyOf(choices), agreement / guesses.size());
    }

    /** A tie counts for the subject: a sticker with a little too much is kept sooner than one that lacks an arm. */
    private static Mat majority(List<Mat> masks) {
        Mat votes = new Mat(masks.getFirst().rows(), masks.getFirst().cols(), CV_8U, Scalar.all(0));
        for (Mat mask : masks) {
            Mat vote = new Mat();
            threshold(mask, vote, 127, 1, THRESH_BINARY);
            add(votes, vote, votes);
        }
        int needed = (masks.size() + 1) / 2;
        threshold(votes, votes, needed - 0.5, 255, THRESH_BINARY);
        return Silhouette.cleaned(votes, 1);
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
