package io.stickermill.generation.maker.cutout;

import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;

import io.stickermill.generation.maker.grid.Key;
import io.stickermill.generation.maker.photo.PhotoView;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/** Makes subjects of what a model says; looks twice where the first look sees something small. */
public final class SubjectFinder implements SubjectSearch {

    /** Less of the photo than this is a speck. */
    private static final double SMALLEST = 0.003;

    /** A subject that takes less than this of the photo's width and height is looked at again, closer. */
    private static final double SMALL = 0.45;

    /** What is looked at then, in parts of the subject's longer side around it. */
    private static final double SURROUNDINGS = 0.3;

    /** Pixels that the second look gets, where the photo has them. */
    private static final int CLOSE = 768;

    /** Two looks that agree less than this: the first saw more of what is around, and counts. */
    private static final double AGREED = 0.75;

    private final Segmentation segmentation;

    public SubjectFinder(Segmentation segmentation) {
        this.segmentation = segmentation;
    }

    @Override
    public Subjects in(PhotoView photo, @Nullable Key key) {
        Mat bgr = photo.bgr();
        Rect all = new Rect(0, 0, bgr.cols(), bgr.rows());
        Mat floats = odds(bgr, all, key);
        Look look = Look.of(floats, bgr, bgr.size(), all);
        double companion = key == null ? CutKind.COMPANION : Key.SPECK;
        Mat shape = CutKind.USUAL.of(look.odds(), companion);
        if (countNonZero(shape) < SMALLEST * shape.total()) {
            return found(Look.stretched(floats, bgr, bgr.size(), all), companion, 0);
        }
        Look closer = closer(photo, key, look, shape, companion);
        Mat usual = look.equals(closer) ? shape : CutKind.USUAL.of(closer.odds(), companion);
        return found(closer, companion, Confidence.in(closer.odds(), usual));
    }

    private Mat odds(Mat bgr, Rect part, @Nullable Key key) {
        Mat odds = segmentation.odds(bgr);
        return key == null ? odds : key.checked(odds, part);
    }

    private Look closer(PhotoView photo, @Nullable Key key, Look first, Mat shape, double companion) {
        Rect box = boundingRect(shape);
        double size = Math.max((double) box.width() / shape.cols(), (double) box.height() / shape.rows());
        if (size >= SMALL) {
            return first;
        }
        Size whole = first.photo();
        Rect part = surroundings(box, (double) whole.width() / shape.cols(), whole);
        Mat bgr = photo.part(part, CLOSE);
        Look second = Look.of(odds(bgr, part, key), bgr, whole, part);
        Mat before = first.subject(shape, 0).inPhoto(whole);
        Mat after = CutKind.USUAL.of(second.odds(), companion);
        if (countNonZero(after) == 0) {
            return first;
        }
        return Silhouette.overlap(before, second.subject(after, 0).inPhoto(whole)) < AGREED ? first : second;
    }

    private static Rect surroundings(Rect box, double scale, Size photo) {
        double room = SURROUNDINGS * Math.max(box.width(), box.height());
        int left = (int) Math.max(0, (box.x() - room) * scale);
        int top = (int) Math.max(0, (box.y() - room) * scale);
        int right = (int) Math.min(photo.width(), (box.x() + box.width() + room) * scale);
        int bottom = (int) Math.min(photo.height(), (box.y() + box.height() + room) * scale);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static Subjects found(Look look, double companion, double confidence) {
        List<Mat> shapes = new ArrayList<>();
        for (CutKind cut : CutKind.values()) {
            Mat shape = cut.of(look.odds(), companion);
            if (countNonZero(shape) > 0
                    && shapes.stream().noneMatch(other -> Silhouette.overlap(shape, other) > CutKind.SAME)) {
                shapes.add(shape);
            }
        }
        return new Found(
                shapes.stream().map(shape -> look.subject(shape, confidence)).toList(),
                confidence,
                confidence >= Confidence.WORTH_CUTTING);
    }
}
