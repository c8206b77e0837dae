package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.Trimap.Side;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Works out only the band around a known rough edge: what lies further in or out is settled. */
final class EdgeBand {

    /** Half the band, in parts of the longer side. */
    private static final double REACH = 0.025;

    private static final int ITERATIONS = 2;

    private EdgeBand() {}

    /**
     * @param bgr the subject and some room
     * @param rough of the same size, light where the subject is
     */
    static Mat refined(Mat bgr, Mat rough) {
        int reach = (int) Math.ceil(REACH * Math.max(bgr.cols(), bgr.rows()));
        Mat disc = getStructuringElement(MORPH_ELLIPSE, new Size(2 * reach + 1, 2 * reach + 1));
        Mat guess = new Mat();
        threshold(rough, guess, 127, 255, THRESH_BINARY);
        Mat inside = new Mat();
        erode(guess, inside, disc);
        Mat outside = new Mat();
        dilate(guess, outside, disc);
        bitwise_not(outside, outside);
        Mat refined = new Trimap(bgr.cols(), bgr.rows(), Side.LIKELY_BACKGROUND)
                .mark(guess, Side.LIKELY_SUBJECT)
                .mark(inside, Side.SUBJECT)
                .mark(outside, Side.BACKGROUND)
                .cut(bgr, ITERATIONS);
        return Silhouette.cleaned(refined, 2);
    }
}
