package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What the subject might be, guessed in several ways that fail on different photos.
 *
 * @param masks 255 where the subject is, all of one small size, none empty; the first is what the odds alone say
 * @param cues for each mask what speaks for and against it
 */
record Guesses(List<Mat> masks, List<float[]> cues) {

    /** Pixels of the longer side at which guesses are worked out: GrabCut's time grows with their square. */
    private static final int SIDE = 192;

    /** Those guesses that know little need more rounds of it, and get fewer pixels. */
    private static final int PRIOR_SIDE = 144;

    /** From which odds on a pixel is taken for the subject's at first: even, strict, generous. */
    private static final int[] EVEN = {127, 190, 64};

    private static final int ITERATIONS = 2;

    static Guesses of(Mat bgr, SubjectOdds subjectOdds, List<Face> faces) {
        Mat fine = SubjectFinder.scaledTo(bgr, SubjectFinder.REGIONS_SIDE);
        Mat small = SubjectFinder.scaledTo(fine, SIDE);
        Regions regions = Regions.of(fine);
        OddsMap odds = OddsMap.of(regions, subjectOdds.of(regions, BorderDistance.of(fine), faces), small.size());

        List<Mat> masks = new ArrayList<>();
        for (int even : EVEN) {
            keep(odds.trimap(even, List.of()).cut(small, ITERATIONS), masks);
        }
        keep(odds.above(127), masks);
        Mat smaller = SubjectFinder.scaledTo(small, PRIOR_SIDE);
        Mat borderDistance = BorderDistance.of(smaller);
        for (Prior prior : Prior.values()) {
            Mat guess = new Mat();
            resize(prior.trimap(borderDistance, faces).cut(smaller, ITERATIONS), guess, small.size());
            threshold(guess, guess, 127, 255, THRESH_BINARY);
            keep(guess, masks);
        }
        var cues = new CandidateCues(small, odds, BorderDistance.of(small));
        return new Guesses(
                masks, masks.stream().map(mask -> cues.of(mask, masks)).toList());
    }

    private static void keep(Mat guess, List<Mat> masks) {
        Mat mask = Silhouette.cleaned(guess, 1);
        if (Silhouette.pieces(mask) > 0) {
            masks.add(mask);
        }
    }
}
