package io.stickermill.generation.maker.model;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.cutout.Subjects;
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
    public Subjects in(Mat bgr) {
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
            return new Unasked(others.in(bgr));
        }
        Mat image = new Mat(odds.height(), odds.width(), CV_8U);
        image.data().put(mask);
        return new Found(new Subject(new Rect(0, 0, bgr.cols(), bgr.rows()), image, confidence), bgr, others);
    }

    /** The local search is not run before somebody wants to see what it finds. */
    private record Found(Subject ofModel, Mat bgr, SubjectSearch others) implements Subjects {

        @Override
        public int count() {
            return 2;
        }

        @Override
        public double confidence() {
            return ofModel.confidence();
        }

        @Override
        public boolean worthCutting() {
            return true;
        }

        @Override
        public Subject at(int place) {
            if (place == 0) {
                return ofModel;
            }
            Subjects local = others.in(bgr);
            return local.count() == 0 ? ofModel : local.at(0);
        }
    }

    /** The model says that there is nothing; what the local search finds is for who wants a cut-out anyway. */
    private record Unasked(Subjects local) implements Subjects {

        @Override
        public int count() {
            return local.count();
        }

        @Override
        public double confidence() {
            return local.confidence();
        }

        @Override
        public boolean worthCutting() {
            return false;
        }

        @Override
        public Subject at(int place) {
            return local.at(place);
        }
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
