package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.StyleSample;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoView;
import io.stickermill.generation.maker.sheet.ContactSheet;
import io.stickermill.generation.maker.style.Style;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts out once and draws every style on that, in the sticker's own size: dots, dabs and lines are as large beside the
 * subject as they will be. Busy on its caller's thread.
 */
public final class LocalStyleSheetMaker implements StyleSheetMaker {

    private static final Logger log = LoggerFactory.getLogger(LocalStyleSheetMaker.class);

    private final LocalMakerSettings settings;
    private final PhotoDecoder decoder;
    private final SubjectSearch subjects;

    /** @param subjects who finds what is cut out */
    public LocalStyleSheetMaker(LocalMakerSettings settings, SubjectSearch subjects) {
        setNumThreads(1);
        this.settings = settings;
        this.decoder = new PhotoDecoder(settings.limits());
        this.subjects = subjects;
    }

    @Override
    public byte[] sheet(byte[] photo, StickerOptions options, String language, List<StyleSample> samples)
            throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        Outline outline = options.outline() ? settings.outline() : Outline.NONE;
        var room = new Room(outline.margin(), 0);
        try (var _ = new PointerScope()) {
            clock.begin(Step.DECODE);
            Photo decoded = decoder.decode(photo);
            PhotoView view = new PhotoView(decoded, decoder, photo);
            clock.begin(Step.CUT_OUT);
            Cutting asked = cutting(decoded, view, options.mode(), options.variant(), room);
            Cutting card = cutting(decoded, view, Mode.CARD, options.variant(), room);
            List<Sample> others = decoded(samples);
            var sheet = new ContactSheet(StylePreset.values().length + others.size());
            for (StylePreset preset : StylePreset.values()) {
                clock.begin(Step.OUTLINE);
                try (var _ = new PointerScope()) {
                    Cutting plain = preset.needsCard() ? card : asked;
                    Cutting drawn = Style.of(preset).drawn(plain).cutBy(plain.frame());
                    sheet.add(outline.around(drawn), preset.title(language));
                }
            }
            others.forEach(sample -> sheet.add(sample.bgra(), sample.title()));
            clock.begin(Step.ENCODE);
            return sheet.jpeg();
        }
    }

    private record Sample(Mat bgra, String title) {}

    /** A style of others is no reason to show none of the house. */
    private List<Sample> decoded(List<StyleSample> samples) {
        List<Sample> decoded = new ArrayList<>();
        for (StyleSample sample : samples) {
            try {
                decoded.add(new Sample(
                        decoder.decode(sample.picture(), ContactSheet.CELL).bgra(), sample.title()));
            } catch (UnusablePhoto unusable) {
                log.warn("no preview of style {}: {}", sample.title(), unusable.detail());
            }
        }
        return decoded;
    }

    private Cutting cutting(Photo photo, PhotoView view, Mode mode, int variant, Room room) {
        return Cuts.of(photo, view, null, mode, subjects, room).variant(variant).cutting();
    }
}
