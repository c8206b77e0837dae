package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import io.stickermill.generation.maker.cutout.Trimap.Side;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The odds of each pixel to belong to the subject.
 *
 * @param map 8 bits: 0 for certainly not, 255 for certainly
 */
record OddsMap(Mat map) {

    /** Beyond these the nets are hardly ever wrong; what lies between is GrabCut's to decide. */
    private static final int SURELY_GROUND = 12;

    private static final int SURELY_SUBJECT = 243;

    static OddsMap of(Regions regions, float[] odds, Size size) {
        byte[] values = new byte[regions.labels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(255 * odds[regions.labels()[i]]);
        }
        Mat map = new Mat(regions.height(), regions.width(), CV_8U);
        map.data().put(values);
        Mat scaled = new Mat();
        resize(map, scaled, size, 0, 0, INTER_LINEAR);
        return new OddsMap(scaled);
    }

    /** @param even the odds, 0 to 255, from which on a pixel is likelier subject than not */
    Trimap trimap(int even, List<Face> faces) {
        Trimap trimap = new Trimap(map.cols(), map.rows(), Side.LIKELY_BACKGROUND)
                .mark(above(even), Side.LIKELY_SUBJECT)
                .mark(below(Math.min(SURELY_GROUND, even)), Side.BACKGROUND)
                .mark(above(Math.max(SURELY_SUBJECT, even)), Side.SUBJECT);
        faces.forEach(trimap::person);
        return trimap;
    }

    Mat above(int odds) {
        return against(odds, THRESH_BINARY);
    }

    private Mat below(int odds) {
        return against(odds, THRESH_BINARY_INV);
    }

    private Mat against(int odds, int kind) {
        Mat result = new Mat();
        threshold(map, result, odds, 255, kind);
        return result;
    }
}
