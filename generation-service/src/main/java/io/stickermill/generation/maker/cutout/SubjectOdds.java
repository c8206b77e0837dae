package io.stickermill.generation.maker.cutout;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The odds of each region to belong to the subject: a first net looks at each region's cues, the following ones also at
 * what came out before. The nets were learned from composites by {@code ./stickermill bench train}; they see differences
 * and places, never a colour as such.
 */
record SubjectOdds(List<Perceptron> stages) {

    static final String RESOURCE = "subject-odds.txt";

    static SubjectOdds learned() {
        return new SubjectOdds(Perceptron.learned(RESOURCE));
    }

    /** @param borderDistance as {@link BorderDistance} gives it, of the photo that the regions are of */
    float[] of(Regions regions, Mat borderDistance, List<Face> faces) {
        float[][] cues = RegionCues.of(regions, fractions(borderDistance));
        float[] odds = withFaces(regions, faces, apply(stages.getFirst(), cues));
        for (Perceptron stage : stages.subList(1, stages.size())) {
            odds = withFaces(regions, faces, apply(stage, joined(cues, ContextCues.of(regions, odds))));
        }
        return odds;
    }

    /** The nets know nothing of faces; what a face makes sure of, the next net spreads to what looks and lies alike. */
    private static float[] withFaces(Regions regions, List<Face> faces, float[] odds) {
        for (Face face : faces) {
            for (int i = 0; i < odds.length; i++) {
                odds[i] = (float) Math.max(odds[i], face.leastOdds(regions.x()[i], regions.y()[i]));
            }
        }
        return odds;
    }

    static float[] apply(Perceptron stage, float[][] inputs) {
        float[] odds = new float[inputs.length];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = stage.odds(inputs[i]);
        }
        return odds;
    }

    static float[][] joined(float[][] cues, float[][] context) {
        float[][] result = new float[cues.length][];
        for (int i = 0; i < cues.length; i++) {
            result[i] = new float[cues[i].length + context[i].length];
            System.arraycopy(cues[i], 0, result[i], 0, cues[i].length);
            System.arraycopy(context[i], 0, result[i], cues[i].length, context[i].length);
        }
        return result;
    }

    static float[] fractions(Mat map) {
        byte[] values = new byte[(int) map.total()];
        map.data().get(values);
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (values[i] & 0xff) / 255f;
        }
        return result;
    }
}
