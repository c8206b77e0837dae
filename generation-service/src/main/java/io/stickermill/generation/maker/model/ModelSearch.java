package io.stickermill.generation.maker.model;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.cutout.CutOut;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.model.SegmentationModel.Odds;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Asks the model first; whoever wants another cut-out gets those of the local search. */
public final class ModelSearch implements SubjectSearch {

    /** Less of the photo than this is a speck. */
    private static final double SMALLEST = 0.005;

    private static final float EVEN = 0.5f;

    private final SegmentationModel model;
    private final SubjectSearch others;

    public ModelSearch(SegmentationModel model, SubjectSearch others) {
        this.model = model;
        this.others = others;
    }

    @Override
    public CutOut find(Mat bgr, int variant) {
        if (variant > 0) {
            return others.find(bgr, variant - 1);
        }
        Odds odds = model.of(planes(bgr));
        byte[] mask = new byte[odds.values().length];
        double inside = 0;
        double sure = 0;
        for (int i = 0; i < mask.length; i++) {
            float value = Math.clamp(odds.values()[i], 0, 1);
            mask[i] = (byte) Math.round(value * 255);
            if (value > EVEN) {
                inside++;
                sure += value;
            }
        }
        double confidence = inside == 0 ? 0 : sure / inside;
        if (inside < SMALLEST * mask.length) {
            return new CutOut.NoSubject(confidence, 0);
        }
        Mat image = new Mat(odds.height(), odds.width(), CV_8U);
        image.data().put(mask);
        return new CutOut.Subject(new Rect(0, 0, bgr.cols(), bgr.rows()), image, confidence, 2);
    }

    private float[] planes(Mat bgr) {
        int side = model.side();
        Mat small = new Mat();
        resize(bgr, small, new Size(side, side), 0, 0, INTER_AREA);
        byte[] pixels = new byte[side * side * 3];
        small.data().get(pixels);
        float[] planes = new float[pixels.length];
        int plane = side * side;
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < 3; channel++) {
                planes[channel * plane + i] = (pixels[i * 3 + 2 - channel] & 0xff) / 255f;
            }
        }
        return planes;
    }
}
