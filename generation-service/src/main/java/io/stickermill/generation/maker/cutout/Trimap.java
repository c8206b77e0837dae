package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_INIT_WITH_MASK;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.grabCut;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.stickermill.generation.maker.cutout.FaceFinder.Face;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** What is certain about each pixel and what is only likely; worked out into a mask by GrabCut. */
final class Trimap {

    /** How sure a pixel's side is, as GrabCut numbers it. */
    enum Side {
        BACKGROUND(GC_BGD),
        SUBJECT(GC_FGD),
        LIKELY_BACKGROUND(GC_PR_BGD),
        LIKELY_SUBJECT(GC_PR_FGD);

        private final int grabCutClass;

        Side(int grabCutClass) {
            this.grabCutClass = grabCutClass;
        }

        /** Made anew each time: native memory must not outlive the job that asked for it. */
        Scalar value() {
            return Scalar.all(grabCutClass);
        }
    }

    private final Mat sides;

    Trimap(int width, int height, Side everywhere) {
        sides = new Mat(height, width, CV_8U, everywhere.value());
    }

    int width() {
        return sides.cols();
    }

    int height() {
        return sides.rows();
    }

    /** Marks where the mask is not zero. */
    Trimap mark(Mat mask, Side side) {
        sides.setTo(new Mat(side.value()), mask);
        return this;
    }

    /** Coordinates are parts of the width and height; what lies outside is left out. */
    Trimap box(double left, double top, double right, double bottom, Side side) {
        int x = pixels(left, width());
        int y = pixels(top, height());
        Rect box = new Rect(x, y, pixels(right, width()) - x, pixels(bottom, height()) - y);
        if (box.width() > 0 && box.height() > 0) {
            rectangle(sides, box, side.value(), FILLED, LINE_8, 0);
        }
        return this;
    }

    Trimap oval(double centreX, double centreY, double radiusX, double radiusY, Side side) {
        Point centre = new Point(pixels(centreX, width()), pixels(centreY, height()));
        Size radii = new Size(pixels(radiusX, width()), pixels(radiusY, height()));
        ellipse(sides, centre, radii, 0, 0, 360, side.value(), FILLED, LINE_8, 0);
        return this;
    }

    /** A face is the subject for certain, and below it is likely a body. */
    Trimap person(Face face) {
        if (!face.person()) {
            return oval(face.centreX(), face.centreY(), face.width() * 0.5, face.height() * 0.5, Side.SUBJECT);
        }
        double shoulders = face.centreY() + face.height() * 1.1;
        return box(
                        face.centreX() - face.width() * 1.3,
                        shoulders,
                        face.centreX() + face.width() * 1.3,
                        1,
                        Side.LIKELY_SUBJECT)
                .oval(face.centreX(), face.centreY(), face.width() * 0.7, face.height() * 0.8, Side.LIKELY_SUBJECT)
                .oval(face.centreX(), face.centreY(), face.width() * 0.42, face.height() * 0.52, Side.SUBJECT)
                .box(
                        face.centreX() - face.width() * 0.3,
                        face.centreY(),
                        face.centreX() + face.width() * 0.3,
                        face.centreY() + face.height() * 1.3,
                        Side.SUBJECT);
    }

    /**
     * @param bgr of this trimap's size
     * @return 255 where the subject is, 0 elsewhere; nothing at all if either side has no pixel to learn from
     */
    Mat cut(Mat bgr, int iterations) {
        Mat result = sides.clone();
        if (bothSidesPresent()) {
            grabCut(bgr, result, new Rect(), new Mat(), new Mat(), iterations, GC_INIT_WITH_MASK);
        } else {
            result.setTo(new Mat(Side.BACKGROUND.value()));
        }
        return lowestBit(result, 255);
    }

    private boolean bothSidesPresent() {
        int subject = countNonZero(lowestBit(sides, 1));
        return subject > 0 && subject < sides.total();
    }

    /** GrabCut numbers the two sides of the subject odd. */
    private static Mat lowestBit(Mat sides, int as) {
        Mat result = new Mat();
        bitwise_and(sides, new Mat(Scalar.all(1)), result);
        threshold(result, result, 0, as, THRESH_BINARY);
        return result;
    }

    private static int pixels(double part, int whole) {
        return (int) Math.round(Math.clamp(part, 0, 1) * whole);
    }
}
