package io.stickermill.generation.maker.cutout;

import org.bytedeco.opencv.opencv_core.Mat;

/** How much of a cut-out is expected to be right, by how decided the model was. */
final class Confidence {

    /** Below this more would be wrong than right, and the whole picture on a card is the better first answer. */
    static final double WORTH_CUTTING = 0.5;

    private Confidence() {}

    /** @param shape what is cut out along the odds, 255 within */
    static double in(Mat odds, Mat shape) {
        byte[] values = new byte[(int) odds.total()];
        odds.data().get(values);
        byte[] within = new byte[values.length];
        shape.data().get(within);
        long inside = 0;
        long decided = 0;
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 0xff;
            if (within[i] != 0) {
                inside++;
                decided += value;
            } else {
                decided -= value;
            }
        }
        return inside == 0 ? 0 : Math.clamp(decided / (255.0 * inside), 0, 1);
    }
}
