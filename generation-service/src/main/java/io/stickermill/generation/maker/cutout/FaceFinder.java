package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Finds faces of people and cats by OpenCV's own Haar cascades. Not safe for use by two threads at once: a cascade keeps
 * its working state in itself.
 */
final class FaceFinder {

    private static final String FOLDER =
            "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/haarcascade_";

    /** A false face ruins a cut-out that would have been right, a missed one costs little: so many votes are asked for. */
    private static final int VOTES = 6;

    private final CascadeClassifier people = cascade("frontalface_alt2");
    private final CascadeClassifier cats = cascade("frontalcatface_extended");

    /** @return what was found, people before cats, the largest first; empty if there is no face */
    List<Face> find(Mat gray) {
        Mat even = new Mat();
        equalizeHist(gray, even);
        int shorter = Math.min(gray.cols(), gray.rows());
        List<Face> found = new ArrayList<>(find(people, even, shorter / 9, true));
        if (found.isEmpty()) {
            found.addAll(find(cats, even, shorter / 5, false));
        }
        found.sort((one, other) -> Double.compare(other.width(), one.width()));
        return found;
    }

    private static List<Face> find(CascadeClassifier cascade, Mat gray, int smallest, boolean person) {
        RectVector rectangles = new RectVector();
        cascade.detectMultiScale(gray, rectangles, 1.15, VOTES, 0, new Size(smallest, smallest), new Size());
        List<Face> faces = new ArrayList<>();
        for (Rect r : rectangles.get()) {
            double width = gray.cols();
            double height = gray.rows();
            faces.add(new Face(
                    (r.x() + r.width() / 2.0) / width,
                    (r.y() + r.height() / 2.0) / height,
                    r.width() / width,
                    r.height() / height,
                    person));
        }
        return faces;
    }

    private static CascadeClassifier cascade(String name) {
        try {
            var cascade = new CascadeClassifier(
                    Loader.cacheResource(FOLDER + name + ".xml").getPath());
            // Made within some job's PointerScope, but to outlive it.
            cascade.retainReference();
            return cascade;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("OpenCV's cascade " + name + " is not in its jar", unreadable);
        }
    }

    /**
     * Where a face is; all in parts of the photo's width or height.
     *
     * @param person whether a body is to be looked for below it; a cat's may be anywhere
     */
    record Face(double centreX, double centreY, double width, double height, boolean person) {

        /** How likely the place belongs to the one whose face it is, going by the face alone. */
        double leastOdds(double x, double y) {
            double dx = Math.abs(x - centreX) / width;
            double dy = (y - centreY) / height;
            if (Math.hypot(dx / 0.5, dy / 0.6) < 1) {
                return 0.98;
            }
            if (!person) {
                return 0;
            }
            if (Math.hypot(dx / 0.65, (dy + 0.05) / 0.78) < 1) {
                return 0.75;
            }
            // Neck, then shoulders; arms are left to the colours.
            boolean neck = dy > 0 && dy < 1.2 && dx < 0.35;
            boolean chest = dy >= 0.95 && dy < 2.6 && dx < 0.75;
            return neck ? 0.9 : chest ? 0.8 : 0;
        }

        /** The part of the face that a mask of the photo keeps, 0 to 1. */
        double coveredBy(Mat mask) {
            int left = Math.clamp(Math.round((centreX - width * 0.35) * mask.cols()), 0, mask.cols() - 1);
            int top = Math.clamp(Math.round((centreY - height * 0.4) * mask.rows()), 0, mask.rows() - 1);
            int right = Math.clamp(Math.round((centreX + width * 0.35) * mask.cols()), left + 1, mask.cols());
            int bottom = Math.clamp(Math.round((centreY + height * 0.4) * mask.rows()), top + 1, mask.rows());
            Rect face = new Rect(left, top, right - left, bottom - top);
            return countNonZero(new Mat(mask, face)) / (double) face.area();
        }
    }
}
