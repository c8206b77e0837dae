package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.cutout.PerceptronTraining.Sample;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Learns the nets of {@link SubjectOdds} from photos with known truth. */
public final class OddsTraining {

    private static final int STAGES = 3;

    private static final int FOLDS = 3;

    private final PerceptronTraining training = new PerceptronTraining(16, 10);

    private final List<Example> examples = new ArrayList<>();

    /** A photo's regions, their cues and how much of each is the subject. */
    private record Example(Regions regions, float[][] cues, float[] truth, float[] weight, int fold) {}

    /**
     * Adds a photo.
     *
     * @param truth of the photo's size, 255 where the subject is
     * @param group the same for photos of the same thing
     */
    public void add(Mat bgr, Mat truth, int group) {
        try (var scope = new PointerScope()) {
            Mat small = SubjectFinder.scaledTo(bgr, SubjectFinder.REGIONS_SIDE);
            Regions regions = Regions.of(small);
            float[][] cues = RegionCues.of(regions, SubjectOdds.fractions(BorderDistance.of(small)));
            Mat mask = new Mat();
            resize(truth, mask, small.size(), 0, 0, INTER_AREA);
            float[] share = regions.means(SubjectOdds.fractions(mask));
            float subject = 0;
            for (int i = 0; i < share.length; i++) {
                subject += regions.area()[i] * share[i];
            }
            // A mistake counts by its part of the subject, as it does in the score.
            float[] weight = new float[share.length];
            for (int i = 0; i < share.length; i++) {
                weight[i] = regions.area()[i] * share.length * 0.3f / (subject + 0.1f);
            }
            examples.add(new Example(regions, cues, share, weight, group / 2 % FOLDS));
        }
    }

    /** @return the resource {@link SubjectOdds#RESOURCE} */
    public String learn() {
        var text = new StringBuilder();
        List<float[][]> inputs = examples.stream().map(Example::cues).toList();
        for (int stage = 0; stage < STAGES; stage++) {
            text.append(learned(inputs, -1, stage).written());
            if (stage < STAGES - 1) {
                inputs = next(inputs, stage);
            }
        }
        return text.toString();
    }

    /** What a net says of things it learned from is too good: the next stage learns from what other nets say of them. */
    private List<float[][]> next(List<float[][]> inputs, int stage) {
        List<Perceptron> others = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            others.add(learned(inputs, fold, stage));
        }
        List<float[][]> result = new ArrayList<>();
        for (int e = 0; e < inputs.size(); e++) {
            Example example = examples.get(e);
            float[] odds = SubjectOdds.apply(others.get(example.fold), inputs.get(e));
            result.add(SubjectOdds.joined(example.cues, ContextCues.of(example.regions, odds)));
        }
        return result;
    }

    private Perceptron learned(List<float[][]> inputs, int withoutFold, int stage) {
        List<Sample> samples = new ArrayList<>();
        for (int e = 0; e < inputs.size(); e++) {
            Example example = examples.get(e);
            if (example.fold == withoutFold) {
                continue;
            }
            for (int i = 0; i < example.truth.length; i++) {
                samples.add(new Sample(inputs.get(e)[i], example.truth[i], example.weight[i]));
            }
        }
        return training.learned(samples, 17 + stage);
    }
}
