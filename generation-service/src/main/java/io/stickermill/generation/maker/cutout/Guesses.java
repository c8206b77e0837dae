package io.stickermill.generation.maker.cutout;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What the subject might be, guessed in several ways that fail on different photos.
 *
 * @param masks 255 where the subject is, all of one small size; none is empty
 * @param cues for each mask what speaks for and against it
 */
record Guesses(List<Mat> masks, List<float[]> cues) {

    /** Pixels of the longer side at which guesses are worked out: GrabCut's time grows with their square. */
    private static final int SIDE = 192;

    /** From which odds on a pixel is taken for the subject's at first: strict, even, generous. */
    private static final int[] EVEN = {190, 127, 64};

    private static final int ITERATIONS = 2;

    static Guesses of(Mat bgr, SubjectOdds subjectOdds, List<Face> faces) {
        Mat fine = SubjectFinder.scaledTo(bgr, SubjectFinder.REGIONS_SIDE);
        Mat small = SubjectFinder.scaledTo(fine, SIDE);
        Regions regions = Regions.of(fine);
        OddsMap odds = OddsMap.of(regions, subjectOdds.of(regions, BorderDistance.of(fine), faces), small.size());
        Mat borderDistance = BorderDistance.of(small);

        List<Mat> masks = new ArrayList<>();
        for (int even : EVEN) {
            keep(odds.trimap(even, List.of()).cut(small, ITERATIONS), masks);
        }
        keep(odds.above(127), masks);
        for (Prior prior : Prior.values()) {
            keep(prior.trimap(borderDistance, faces).cut(small, ITERATIONS), masks);
        }
        var cues = new CandidateCues(small, odds, borderDistance);
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
