package io.stickermill.generation.maker.finish;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture and what of it is to be seen. Native memory: it lives as long as the {@code PointerScope} it was made in.
 *
 * @param bgr 8 bits, three channels
 * @param alpha 8 bits, one channel, of the same size
 * @param frame on which sides it ends only because the photo does
 */
public record Cutting(Mat bgr, Mat alpha, CroppedSides frame) {

    /** All of it was within the photo. */
    public Cutting(Mat bgr, Mat alpha) {
        this(bgr, alpha, CroppedSides.NONE);
    }

    public Cutting cutBy(CroppedSides other) {
        return new Cutting(bgr, alpha, other);
    }

    /** Below this nobody sees anything. */
    private static final int VISIBLE = 8;

    /** Without what nobody sees. */
    public Cutting trimmed() {
        Mat visible = new Mat();
        threshold(alpha, visible, VISIBLE, 255, THRESH_BINARY);
        Rect box = boundingRect(visible);
        return box.empty() ? this : new Cutting(new Mat(bgr, box), new Mat(alpha, box), frame);
    }

    /** Scaled so that it is exactly as wide or as high as this, and the other side no longer. */
    public Cutting scaledInto(int columns, int rows) {
        double scale = Math.min((double) columns / bgr.cols(), (double) rows / bgr.rows());
        int width = Math.clamp(Math.round(bgr.cols() * scale), 1, columns);
        int height = Math.clamp(Math.round(bgr.rows() * scale), 1, rows);
        return scaledTo(width, height);
    }

    /** Of exactly this size. */
    public Cutting scaledTo(int width, int height) {
        return new Cutting(resized(bgr, width, height), resized(alpha, width, height), frame);
    }

    /** With room on every side that no frame cuts. */
    Cutting withMargin(int pixels) {
        int top = frame.top() ? 0 : pixels;
        int bottom = frame.bottom() ? 0 : pixels;
        int left = frame.left() ? 0 : pixels;
        int right = frame.right() ? 0 : pixels;
        Mat room = new Mat();
        Mat nothing = new Mat();
        copyMakeBorder(bgr, room, top, bottom, left, right, BORDER_CONSTANT, Scalar.all(255));
        copyMakeBorder(alpha, nothing, top, bottom, left, right, BORDER_CONSTANT, Scalar.all(0));
        return new Cutting(room, nothing, frame);
    }

    private static Mat resized(Mat image, int width, int height) {
        Mat result = new Mat();
        resize(image, result, new Size(width, height), 0, 0, width < image.cols() ? INTER_AREA : INTER_CUBIC);
        return result;
    }
}
