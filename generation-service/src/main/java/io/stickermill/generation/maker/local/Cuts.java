package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.cutout.SoftEdge;
import io.stickermill.generation.maker.cutout.Subject;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.cutout.Subjects;
import io.stickermill.generation.maker.finish.Card;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.grid.Key;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoView;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** The ways to cut one photo, by variant. Each fills the room that its sticker leaves. */
sealed interface Cuts {

    /** How many differ: further variants go round. */
    int choices();

    Cut variant(int variant);

    /** How many of the variants after this one are worth having at hand. */
    default int following(int variant, double sure) {
        return 0;
    }

    /** @param key what the photo's ground says of its subject, where it is plain */
    static Cuts of(Photo photo, PhotoView view, @Nullable Key key, Mode mode, SubjectSearch search, Room room) {
        if (mode == Mode.CARD) {
            return new Cards(photo.onWhite(), Shape.CARD_AS_ASKED, 1, room);
        }
        Mat own = photo.alpha();
        if (own != null) {
            return new Own(new Cutting(photo.bgr(), own), room);
        }
        Subjects subjects = search.in(view, key);
        if (subjects.count() == 0 || mode == Mode.CUT_OUT && !subjects.worthCutting()) {
            return new Cards(photo.bgr(), Shape.CARD_NO_SUBJECT, subjects.confidence(), room);
        }
        return new CutOuts(view, key, subjects, room);
    }

    /** Of the whole picture: never a scrap, however often another is asked for. */
    record Cards(Mat bgr, Shape shape, double confidence, Room room) implements Cuts {

        @Override
        public int choices() {
            return Card.CROPS;
        }

        @Override
        public Cut variant(int variant) {
            return new Cut(card(bgr, variant, room), shape, confidence);
        }
    }

    /** The picture came with its own. */
    record Own(Cutting kept, Room room) implements Cuts {

        @Override
        public int choices() {
            return 1;
        }

        @Override
        public Cut variant(int variant) {
            Cutting fitted = room.filledBy(kept.trimmed());
            return new Cut(withCleanColours(fitted), Shape.OWN_TRANSPARENCY, 1);
        }
    }

    /** The whole picture is none of them: it has a button of its own. */
    record CutOuts(PhotoView photo, @Nullable Key key, Subjects subjects, Room room) implements Cuts {

        @Override
        public int choices() {
            return subjects.count();
        }

        @Override
        public int following(int variant, double sure) {
            return variant == 0 && subjects.confidence() < sure ? subjects.count() - 1 : 0;
        }

        @Override
        public Cut variant(int variant) {
            Subject subject = subjects.at(variant % choices());
            Mat part = photo.part(subject.box(), WebpFile.SIDE);
            Cutting fitted = room.filledBy(new Cutting(part, subject.shape(), subject.frame()));
            Cutting cut = new Cutting(fitted.bgr(), subject.alpha(fitted.bgr()), fitted.frame());
            Cutting checked = key == null ? cut : key.checked(cut, subject.box());
            return new Cut(withCleanColours(checked), Shape.CUT_OUT, subject.confidence());
        }
    }

    private static Cutting card(Mat bgr, int crop, Room room) {
        return Card.rounded(room.filledBy(Card.of(bgr, crop)).bgr());
    }

    private static Cutting withCleanColours(Cutting fitted) {
        return new Cutting(SoftEdge.cleanColours(fitted.bgr(), fitted.alpha()), fitted.alpha(), fitted.frame());
    }
}
