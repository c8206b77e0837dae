package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.theRNG;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.caption.Caption;
import io.stickermill.generation.maker.caption.Lettering;
import io.stickermill.generation.maker.cutout.CutOut;
import io.stickermill.generation.maker.cutout.SoftEdge;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.finish.Card;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.style.Style;
import io.stickermill.platform.style.StylePreset;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes stickers with OpenCV. Safe for any number of threads, each job busy on one core and on its caller's thread;
 * platform threads as many as cores serve best. A job holds the decoded photo (see {@code PhotoLimits}) and smaller
 * copies of it; how many run at once is the caller's to bound.
 */
public final class LocalStickerMaker implements StickerMaker {

    /** GrabCut draws random numbers; any fixed seed makes the same photo give the same sticker. */
    private static final long SEED = 1;

    private final LocalMakerSettings settings;
    private final PhotoDecoder decoder;
    private final SubjectSearch subjects;
    private final Caption captions = new Caption();

    /** Loads OpenCV, which takes seconds in a new process: make one at start, and before reporting ready. */
    public LocalStickerMaker(LocalMakerSettings settings) {
        this(settings, new SubjectFinder());
    }

    /** @param subjects who finds what is cut out */
    public LocalStickerMaker(LocalMakerSettings settings, SubjectSearch subjects) {
        setNumThreads(1);
        this.settings = settings;
        this.decoder = new PhotoDecoder(settings.limits());
        this.subjects = subjects;
    }

    @Override
    public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto {
        try (var scope = new PointerScope()) {
            theRNG().state(SEED);
            StepClock clock = new StepClock(steps, settings.timeLimit());
            Outline outline = options.outline() ? settings.outline() : Outline.NONE;
            Style style = Style.of(StylePreset.ofId(options.style()).orElse(StylePreset.NONE));
            int side = WebpFile.SIDE - 2 * outline.margin();
            Optional<Lettering> lettering =
                    Optional.ofNullable(options.text()).flatMap(text -> captions.of(text, side));
            int rows = side - lettering.map(Lettering::hanging).orElse(0);

            clock.begin(Step.DECODE);
            Photo decoded = decoder.decode(photo);
            clock.begin(Step.CUT_OUT);
            boolean card = options.mode() == Mode.CARD || style.needsCard();
            Cut cut = card ? card(decoded, options, side, rows) : cutOut(decoded, options.variant(), side, rows);
            clock.begin(Step.OUTLINE);
            Cutting drawn = style.drawn(cut.cutting());
            Mat sticker = outline.around(
                    lettering.map(letters -> letters.under(drawn)).orElse(drawn));
            clock.begin(Step.ENCODE);
            WebpFile file = WebpFile.of(sticker);
            return new MadeSticker(
                    file.bytes(),
                    file.width(),
                    file.height(),
                    file.quality(),
                    cut.shape(),
                    cut.confidence(),
                    cut.choices(),
                    clock.stop());
        }
    }

    private static Cut card(Photo photo, StickerOptions options, int columns, int rows) {
        Cutting card = Card.of(photo.bgr(), options.variant(), columns, rows);
        return new Cut(card, Shape.CARD_AS_ASKED, 1, Card.CROPS);
    }

    private Cut cutOut(Photo photo, int variant, int columns, int rows) {
        Mat own = photo.alpha();
        if (own != null) {
            Cutting kept = new Cutting(photo.bgr(), own).trimmed().scaledInto(columns, rows);
            return new Cut(withCleanColours(kept.bgr(), kept.alpha()), Shape.OWN_TRANSPARENCY, 1, 1);
        }
        return switch (subjects.find(photo.bgr(), variant)) {
            case CutOut.Subject subject ->
                new Cut(
                        soft(photo.bgr(), subject, columns, rows),
                        Shape.CUT_OUT,
                        subject.confidence(),
                        subject.choices() + 1);
            case CutOut.NoSubject none -> {
                int crop = none.choices() == 0 ? variant : 0;
                int choices = none.choices() == 0 ? Card.CROPS : none.choices() + 1;
                Cutting card = Card.of(photo.bgr(), crop, columns, rows);
                yield new Cut(card, Shape.CARD_NO_SUBJECT, none.confidence(), choices);
            }
        };
    }

    private static Cutting soft(Mat photo, CutOut.Subject subject, int columns, int rows) {
        Mat part = new Mat(photo, subject.box());
        Mat mask = new Mat();
        resize(subject.mask(), mask, part.size(), 0, 0, INTER_LINEAR);
        Cutting hard = new Cutting(part, mask).trimmed().scaledInto(columns, rows);
        return withCleanColours(hard.bgr(), SoftEdge.alpha(hard.bgr(), hard.alpha()));
    }

    private static Cutting withCleanColours(Mat bgr, Mat alpha) {
        return new Cutting(SoftEdge.cleanColours(bgr, alpha), alpha);
    }

    private record Cut(Cutting cutting, Shape shape, double confidence, int choices) {}
}
