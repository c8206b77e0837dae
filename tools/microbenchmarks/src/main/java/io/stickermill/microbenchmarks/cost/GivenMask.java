package io.stickermill.microbenchmarks.cost;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.Segmentation;
import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.cutout.Subjects;
import io.stickermill.generation.maker.finish.CroppedSides;
import io.stickermill.generation.maker.grid.Key;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoLimits;
import io.stickermill.generation.maker.photo.PhotoView;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.jspecify.annotations.Nullable;

/**
 * A subject that was found beforehand, so that finding it is no part of what is measured.
 *
 * @param left of the part that holds it; this and the next three in parts of the upright photo
 * @param columns of the mask
 * @param mask 255 where the subject is, row by row
 */
record GivenMask(double left, double top, double width, double height, int columns, int rows, byte[] mask)
        implements SubjectSearch {

    static GivenMask of(byte[] file, Segmentation model) throws UnusablePhoto {
        try (var _ = new PointerScope()) {
            Photo photo = new PhotoDecoder(PhotoLimits.DEFAULT).decode(file);
            Subject found =
                    new SubjectFinder(model).in(new PhotoView(photo.bgr())).at(0);
            Rect box = found.box();
            double across = photo.bgr().cols();
            double down = photo.bgr().rows();
            Mat mask = found.shape().clone();
            byte[] bytes = new byte[(int) mask.total()];
            mask.data().get(bytes);
            return new GivenMask(
                    box.x() / across,
                    box.y() / down,
                    box.width() / across,
                    box.height() / down,
                    mask.cols(),
                    mask.rows(),
                    bytes);
        }
    }

    @Override
    public Subjects in(PhotoView photo, @Nullable Key key) {
        Mat bgr = photo.bgr();
        Mat known = new Mat(rows, columns, CV_8U);
        known.data().put(mask);
        var box = new Rect(
                (int) Math.round(left * bgr.cols()),
                (int) Math.round(top * bgr.rows()),
                (int) Math.round(width * bgr.cols()),
                (int) Math.round(height * bgr.rows()));
        return new Only(new Subject(box, known, known, CroppedSides.NONE, 1));
    }

    private record Only(Subject subject) implements Subjects {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public double confidence() {
            return 1;
        }

        @Override
        public boolean worthCutting() {
            return true;
        }

        @Override
        public Subject at(int place) {
            return subject;
        }
    }
}
