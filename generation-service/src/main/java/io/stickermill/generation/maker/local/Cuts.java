package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.cutout.SoftEdge;
import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.cutout.Subjects;
import io.stickermill.generation.maker.finish.Card;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.photo.Photo;
import org.bytedeco.opencv.opencv_core.Mat;

/** The ways to cut one photo, by variant. Each fits into so many columns and rows. */
sealed interface Cuts {

    /** How many differ: further variants go round. */
    int choices();

    Cut variant(int variant);

    /** How many of the variants after this one are worth having at hand. */
    default int following(int variant, double sure) {
        return 0;
    }

    static Cuts of(Photo photo, Mode mode, SubjectSearch search, int columns, int rows) {
        if (mode == Mode.CARD) {
            return new Cards(photo.onWhite(), Shape.CARD_AS_ASKED, 1, columns, rows);
        }
        Mat own = photo.alpha();
        if (own != null) {
            return new Own(new Cutting(photo.bgr(), own), columns, rows);
        }
        Subjects subjects = search.in(photo.bgr());
        if (subjects.count() == 0 || mode == Mode.CUT_OUT && !subjects.worthCutting()) {
            return new Cards(photo.bgr(), Shape.CARD_NO_SUBJECT, subjects.confidence(), columns, rows);
        }
        return new CutOuts(photo.bgr(), subjects, mode == Mode.CUT_OUT, columns, rows);
    }

    /** Of the whole picture: never a scrap, however often another is asked for. */
    record Cards(Mat bgr, Shape shape, double confidence, int columns, int rows) implements Cuts {

        @Override
        public int choices() {
            return Card.CROPS;
        }

        @Override
        public Cut variant(int variant) {
            return new Cut(Card.of(bgr, variant, columns, rows), shape, confidence);
        }
    }

    /** The picture came with its own. */
    record Own(Cutting kept, int columns, int rows) implements Cuts {

        @Override
        public int choices() {
            return 1;
        }

        @Override
        public Cut variant(int variant) {
            Cutting fitted = kept.trimmed().scaledInto(columns, rows);
            return new Cut(withCleanColours(fitted.bgr(), fitted.alpha()), Shape.OWN_TRANSPARENCY, 1);
        }
    }

    /** @param orCard whether the whole picture is the last choice */
    record CutOuts(Mat bgr, Subjects subjects, boolean orCard, int columns, int rows) implements Cuts {

        @Override
        public int choices() {
            return subjects.count() + (orCard ? 1 : 0);
        }

        @Override
        public int following(int variant, double sure) {
            return variant == 0 && subjects.confidence() < sure ? subjects.count() - 1 : 0;
        }

        @Override
        public Cut variant(int variant) {
            int turn = variant % choices();
            if (turn == subjects.count()) {
                return new Cut(Card.of(bgr, 0, columns, rows), Shape.CARD_AS_ASKED, 1);
            }
            Subject subject = subjects.at(turn);
            Mat part = new Mat(bgr, subject.box());
            Mat mask = new Mat();
            resize(subject.mask(), mask, part.size(), 0, 0, INTER_LINEAR);
            Cutting hard = new Cutting(part, mask).trimmed().scaledInto(columns, rows);
            Cutting soft = withCleanColours(hard.bgr(), SoftEdge.alpha(hard.bgr(), hard.alpha()));
            return new Cut(soft, Shape.CUT_OUT, subject.confidence());
        }
    }

    private static Cutting withCleanColours(Mat bgr, Mat alpha) {
        return new Cutting(SoftEdge.cleanColours(bgr, alpha), alpha);
    }
}
