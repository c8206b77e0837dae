package io.stickermill.generation.maker.local;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.finish.Cutting;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.sheet.ContactSheet;
import io.stickermill.generation.maker.style.Style;
import io.stickermill.platform.style.StylePreset;
import org.bytedeco.javacpp.PointerScope;

/**
 * Cuts out once and draws every style on that, in the sticker's own size: dots, dabs and lines are as large beside the
 * subject as they will be. Busy on its caller's thread.
 */
public final class LocalStyleSheetMaker implements StyleSheetMaker {

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
    public byte[] sheet(byte[] photo, StickerOptions options, String language) throws UnusablePhoto {
        StepClock clock = new StepClock(_ -> {}, settings.timeLimit());
        Outline outline = options.outline() ? settings.outline() : Outline.NONE;
        int side = WebpFile.SIDE - 2 * outline.margin();
        try (var scope = new PointerScope()) {
            clock.begin(Step.DECODE);
            Photo decoded = decoder.decode(photo);
            clock.begin(Step.CUT_OUT);
            Cutting asked = cutting(decoded, options.mode(), options.variant(), side);
            Cutting card = cutting(decoded, Mode.CARD, options.variant(), side);
            var sheet = new ContactSheet(StylePreset.values().length);
            for (StylePreset preset : StylePreset.values()) {
                clock.begin(Step.OUTLINE);
                try (var one = new PointerScope()) {
                    Cutting drawn = Style.of(preset).drawn(preset.needsCard() ? card : asked);
                    sheet.add(outline.around(drawn), preset.title(language));
                }
            }
            clock.begin(Step.ENCODE);
            return sheet.jpeg();
        }
    }

    private Cutting cutting(Photo photo, Mode mode, int variant, int side) {
        return Cuts.of(photo, mode, subjects, side, side).variant(variant).cutting();
    }
}
