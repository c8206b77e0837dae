package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.PerceptronTraining.Sample;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Learns from photos with known truth how good a guess is by its cues: the net of {@link Candidates}. */
public final class ScoreTraining {

    private final PerceptronTraining training = new PerceptronTraining(12, 40);

    private final List<Sample> samples = new ArrayList<>();

    private final SubjectOdds odds;

    /** @param odds what {@link OddsTraining} learned from other photos than those to come: of its own it knows too much */
    public ScoreTraining(String odds) {
        this.odds = new SubjectOdds(Perceptron.read(new StringReader(odds)));
    }

    /** @param truth of the photo's size, 255 where the subject is */
    public void add(Mat bgr, Mat truth) {
        try (var scope = new PointerScope()) {
            Guesses guesses = Guesses.of(bgr, odds, List.of());
            for (int i = 0; i < guesses.masks().size(); i++) {
                Mat mask = guesses.masks().get(i);
                Mat small = new Mat();
                resize(truth, small, mask.size(), 0, 0, INTER_AREA);
                threshold(small, small, 127, 255, THRESH_BINARY);
                samples.add(new Sample(guesses.cues().get(i), (float) Candidates.overlap(mask, small), 1));
            }
        }
    }

    /** @return the resource {@link Candidates#RESOURCE} */
    public String learn() {
        return training.learned(samples, 5).written();
    }
}
