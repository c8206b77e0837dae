package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.finish.CroppedSides;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What a model said of a photo or of a part of it.
 *
 * @param photo the whole photo's size
 * @param part what of the photo was looked at
 * @param odds 0 to 255, in the part's proportions
 */
record Look(Size photo, Rect part, Mat odds) {

    /** Room round a subject for its edge, in parts of its longer side. */
    private static final double ROOM = 0.02;

    /** A side counts as cut by the frame if the subject touches it along so much of its own length. */
    private static final double CUT = 0.12;

    /** As the model gave it, stretched back. */
    static Look of(Mat floats, Mat bgr, Size photo, Rect part) {
        Mat odds = new Mat();
        floats.convertTo(odds, CV_8U, 255, 0);
        return new Look(photo, part, inProportion(odds, bgr));
    }

    /** The same, so that the likeliest counts as certain: for who wants a cut-out where nothing is likely. */
    static Look stretched(Mat floats, Mat bgr, Size photo, Rect part) {
        var least = new DoublePointer(1);
        var most = new DoublePointer(1);
        minMaxLoc(floats, least, most, null, null, null);
        double range = Math.max(most.get() - least.get(), 1e-9);
        Mat odds = new Mat();
        floats.convertTo(odds, CV_8U, 255 / range, -255 * least.get() / range);
        return new Look(photo, part, inProportion(odds, bgr));
    }

    private static Mat inProportion(Mat square, Mat bgr) {
        double scale = Math.min(1, (double) Math.max(square.cols(), square.rows()) / Math.max(bgr.cols(), bgr.rows()));
        Size size = new Size(
                Math.max(1, (int) Math.round(bgr.cols() * scale)), Math.max(1, (int) Math.round(bgr.rows() * scale)));
        Mat result = new Mat();
        resize(square, result, size, 0, 0, INTER_LINEAR);
        return result;
    }

    /** @param shape of the odds' size */
    Subject subject(Mat shape, double confidence) {
        Rect tight = boundingRect(shape);
        int room = 1 + (int) Math.round(ROOM * Math.max(tight.width(), tight.height()));
        double byX = (double) part.width() / shape.cols();
        double byY = (double) part.height() / shape.rows();
        int left = Math.max(0, part.x() + (int) Math.floor((tight.x() - room) * byX));
        int top = Math.max(0, part.y() + (int) Math.floor((tight.y() - room) * byY));
        int right = Math.min(photo.width(), part.x() + (int) Math.ceil((tight.x() + tight.width() + room) * byX));
        int bottom = Math.min(photo.height(), part.y() + (int) Math.ceil((tight.y() + tight.height() + room) * byY));
        Rect box = new Rect(left, top, right - left, bottom - top);
        return new Subject(box, within(box, shape), within(box, odds), frame(shape, tight), confidence);
    }

    private Mat within(Rect box, Mat image) {
        double byX = (double) image.cols() / part.width();
        double byY = (double) image.rows() / part.height();
        int left = Math.clamp(Math.round((box.x() - part.x()) * byX), 0, image.cols() - 1);
        int top = Math.clamp(Math.round((box.y() - part.y()) * byY), 0, image.rows() - 1);
        int right = Math.clamp(Math.round((box.x() + box.width() - part.x()) * byX), left + 1, image.cols());
        int bottom = Math.clamp(Math.round((box.y() + box.height() - part.y()) * byY), top + 1, image.rows());
        return new Mat(image, new Rect(left, top, right - left, bottom - top));
    }

    private CroppedSides frame(Mat shape, Rect tight) {
        byte[] pixels = new byte[(int) shape.total()];
        shape.data().get(pixels);
        int columns = shape.cols();
        int rows = shape.rows();
        int[] touching = new int[4];
        for (int x = 0; x < columns; x++) {
            touching[0] += pixels[x] & 1;
            touching[1] += pixels[(rows - 1) * columns + x] & 1;
        }
        for (int y = 0; y < rows; y++) {
            touching[2] += pixels[y * columns] & 1;
            touching[3] += pixels[y * columns + columns - 1] & 1;
        }
        return new CroppedSides(
                part.y() == 0 && touching[0] > CUT * tight.width(),
                part.y() + part.height() == photo.height() && touching[1] > CUT * tight.width(),
                part.x() == 0 && touching[2] > CUT * tight.height(),
                part.x() + part.width() == photo.width() && touching[3] > CUT * tight.height());
    }
}
