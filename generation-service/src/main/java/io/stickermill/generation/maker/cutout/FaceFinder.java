package io.stickermill.generation.maker.cutout;

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
        List<Face> found = new ArrayList<>(find(people, even, shorter / 9));
        if (found.isEmpty()) {
            found.addAll(find(cats, even, shorter / 5));
        }
        found.sort((one, other) -> Double.compare(other.width(), one.width()));
        return found;
    }

    private static List<Face> find(CascadeClassifier cascade, Mat gray, int smallest) {
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
                    r.height() / height));
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

    /** Where a face is; all in parts of the photo's width or height. */
    record Face(double centreX, double centreY, double width, double height) {}
}
