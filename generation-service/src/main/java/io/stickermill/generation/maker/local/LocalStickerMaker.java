package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.caption.Caption;
import io.stickermill.generation.maker.caption.Lettering;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.grid.Drawing;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoView;
import io.stickermill.generation.maker.style.Style;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes stickers with OpenCV. Safe for any number of threads, each job busy on one core and on its caller's thread;
 * platform threads as many as cores serve best. A job holds the decoded photo (see {@code PhotoLimits}) and smaller
 * copies of it; how many run at once is the caller's to bound.
 */
public final class LocalStickerMaker implements StickerMaker {

    private final LocalMakerSettings settings;
    private final PhotoDecoder decoder;
    private final SubjectSearch subjects;
    private final Caption captions = new Caption();

    /**
     * Loads OpenCV, which takes seconds in a new process: make one at start, and before reporting ready.
     *
     * @param subjects who finds what is cut out
     */
    public LocalStickerMaker(LocalMakerSettings settings, SubjectSearch subjects) {
        setNumThreads(1);
        this.settings = settings;
        this.decoder = new PhotoDecoder(settings.limits());
        this.subjects = subjects;
    }

    @Override
    public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto {
        try (var _ = new PointerScope()) {
            return new Job(photo, options, new StepClock(steps, settings.timeLimit())).first(0);
        }
    }

    @Override
    public void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each)
            throws UnusablePhoto {
        try (var _ = new PointerScope()) {
            StepClock clock = new StepClock(steps, settings.timeLimit());
            Job job = new Job(photo, options, clock);
            int following = job.cuts.following(options.variant(), settings.sure());
            each.accept(job.first(following));
            for (int next = 1;
                    next <= following
                            && !clock.isOver()
                            && !Thread.currentThread().isInterrupted();
                    next++) {
                each.accept(job.next(next));
            }
        }
    }

    /** One photo on its way to a sticker or several. */
    private final class Job {
        private final StickerOptions options;
        private final StepClock clock;
        private final Outline outline;
        private final Style style;
        private final Optional<Lettering> lettering;
        private final Cuts cuts;

        Job(byte[] photo, StickerOptions options, StepClock clock) throws UnusablePhoto {
            this.options = options;
            this.clock = clock;
            outline = options.outline() ? settings.outline() : Outline.NONE;
            StylePreset preset = StylePreset.ofId(options.style()).orElse(StylePreset.NONE);
            style = Style.of(preset);
            int side = WebpFile.SIDE - 2 * outline.margin();
            lettering = captions.of(Objects.requireNonNullElse(options.text(), ""), side);

            clock.begin(Step.DECODE);
            Integer cell = options.sheetCell();
            Drawing drawing = cell == null ? null : Drawings.drawing(photo, cell, decoder);
            Photo decoded = drawing == null ? decoder.decode(photo) : drawing.picture();
            PhotoView view = drawing == null ? new PhotoView(decoded, decoder, photo) : new PhotoView(decoded.bgr());
            clock.begin(Step.CUT_OUT);
            Mode mode = preset.needsCard() ? Mode.CARD : options.mode();
            var room =
                    new Room(outline.margin(), lettering.map(Lettering::hanging).orElse(0));
            cuts = Cuts.of(decoded, view, drawing == null ? null : drawing.key(), mode, subjects, room);
        }

        MadeSticker first(int following) throws UnusablePhoto {
            Cut cut = cuts.variant(options.variant());
            clock.begin(Step.OUTLINE);
            Mat sticker = finished(cut);
            clock.begin(Step.ENCODE);
            return made(cut, WebpFile.of(sticker), following);
        }

        /** Nobody waits for it: it has no steps to tell of. */
        MadeSticker next(int further) {
            Cut cut = cuts.variant(options.variant() + further);
            return made(cut, WebpFile.of(finished(cut)), 0);
        }

        private Mat finished(Cut cut) {
            Cutting drawn = style.drawn(cut.cutting());
            return outline.around(lettering
                    .map(letters -> letters.under(drawn))
                    .orElseGet(() -> drawn.cutBy(cut.cutting().frame())));
        }

        private MadeSticker made(Cut cut, WebpFile file, int following) {
            return new MadeSticker(
                    file.bytes(),
                    file.width(),
                    file.height(),
                    file.quality(),
                    cut.shape(),
                    cut.confidence(),
                    cuts.choices(),
                    following,
                    clock.stop());
        }
    }
}
