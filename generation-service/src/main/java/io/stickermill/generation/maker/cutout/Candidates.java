package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Puts guesses in order: the likeliest first, each different enough from those before to be worth another sticker. */
record Candidates(Perceptron scores) {

    static final String RESOURCE = "candidate-scores.txt";

    /** Two masks that overlap by more than this would look the same to the user. */
    private static final double SAME = 0.93;

    private static final int MOST = 4;

    /** Of masks that score less, hardly one is more than a scrap: only the best of them is kept, for who wants it anyway. */
    private static final double LEAST = 0.35;

    /** What is this much worse than the best is no other view of the photo, only a mistake: the cup without the cup. */
    private static final double WORTH_SHOWING = 0.8;

    /** A person without a head is no sticker, however well the rest is cut. */
    private static final double HEADLESS = 0.3;

    /** Scores are not so exact that the first guess, which is right most often, should yield to less. */
    private static final double LEAD = 0.05;

    private static final double WHOLE_FACE = 0.85;

    static Candidates learned() {
        return new Candidates(Perceptron.learned(RESOURCE).getFirst());
    }

    List<Candidate> of(Guesses guesses, List<Face> faces) {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < guesses.masks().size(); i++) {
            Mat mask = guesses.masks().get(i);
            double score = scores.odds(guesses.cues().get(i));
            boolean whole = faces.stream().limit(1).allMatch(face -> face.coveredBy(mask) >= WHOLE_FACE);
            all.add(new Candidate(mask, whole ? score : score * HEADLESS));
        }
        Candidate usual = all.isEmpty() ? null : all.getFirst();
        all.sort(
                Comparator.comparingDouble((Candidate candidate) -> candidate.score() + (candidate == usual ? LEAD : 0))
                        .reversed());
        List<Candidate> different = new ArrayList<>();
        for (Candidate candidate : all) {
            boolean worthIt = different.isEmpty()
                    || different.size() < MOST
                            && candidate.score() >= LEAST
                            && candidate.score()
                                    >= WORTH_SHOWING * all.getFirst().score();
            if (worthIt && different.stream().noneMatch(better -> overlap(better.mask(), candidate.mask()) > SAME)) {
                different.add(candidate);
            }
        }
        return different;
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
