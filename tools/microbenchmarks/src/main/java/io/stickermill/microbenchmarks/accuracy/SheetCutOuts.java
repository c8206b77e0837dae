package io.stickermill.microbenchmarks.accuracy;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.Pixels;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.grid.DrawnSheet;
import io.stickermill.generation.maker.grid.DrawnSheet.Difficulty;
import io.stickermill.generation.maker.grid.DrawnSheet.Figure;
import io.stickermill.generation.maker.grid.GridFinder;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.awt.Color;
import java.awt.Rectangle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** What of a sheet's ground is left in the stickers of its drawings, and how much of the drawings is in them. */
final class SheetCutOuts {

    private static final int SIDE = 3;

    /** In each channel: what is nearer has the ground's colour. */
    private static final int NEAR = 64;

    /** A busy machine takes longer than a user waits. */
    private static final LocalMakerSettings PATIENT = new LocalMakerSettings(
            LocalMakerSettings.DEFAULT.limits(),
            Outline.NONE,
            Duration.ofMinutes(10),
            LocalMakerSettings.DEFAULT.sure());

    private final LocalStickerMaker maker = new LocalStickerMaker(
            PATIENT,
            new SubjectFinder(SegmentationModel.of(ModelSettings.SHIPPED)
                    .orElseThrow(() -> new IllegalStateException("This was built without the model."))));

    /**
     * @param onItsColour whether the drawing itself has the ground's colour
     * @param ground the share of what is seen that has the ground's colour
     * @param overlap of what is seen with the drawing, their bounds laid over each other
     */
    private record Sticker(boolean onItsColour, boolean card, double ground, double overlap) {}

    /** @param sheets of each ground; those whose grid is not found right are left out */
    static void run(long first, int sheets) throws UnusablePhoto {
        var bench = new SheetCutOuts();
        System.out.println("ground          drawings' colour  stickers  cards  ground's colour  overlap  below 0.9");
        @Nullable
        Difficulty[] grounds = {
            null, Difficulty.PALE_GROUND, Difficulty.BLACK_GROUND, Difficulty.MAGENTA_GROUND, Difficulty.GREEN_GROUND
        };
        for (Difficulty ground : grounds) {
            List<Sticker> all = new ArrayList<>();
            for (int i = 0; i < sheets; i++) {
                DrawnSheet sheet = sheet(first + 2L * i, ground);
                if (isFound(sheet)) {
                    all.addAll(bench.stickers(sheet));
                }
            }
            String name = ground == null ? "WHITE_GROUND" : ground.name();
            report(name, "other", all.stream().filter(one -> !one.onItsColour).toList());
            report(
                    name,
                    "the ground's",
                    all.stream().filter(Sticker::onItsColour).toList());
        }
    }

    /** Each second one with shadows, each third one with loose parts, each fourth a bad JPEG. */
    private static DrawnSheet sheet(long seed, @Nullable Difficulty ground) {
        Set<Difficulty> hard = EnumSet.of(Difficulty.WHITE_FIGURES);
        if (ground != null) {
            hard.add(ground);
        }
        long place = seed / 2;
        if (place % 2 == 1) {
            hard.add(Difficulty.SHADOWS);
        }
        if (place % 3 == 1) {
            hard.add(Difficulty.LOOSE_PARTS);
        }
        if (place % 4 == 2) {
            hard.add(Difficulty.STRONG_JPEG);
        }
        return DrawnSheet.of(seed, SIDE, SIDE, hard.toArray(Difficulty[]::new));
    }

    private static boolean isFound(DrawnSheet sheet) throws UnusablePhoto {
        try (var _ = new PointerScope()) {
            return sheet.fault(new GridFinder().find(new PhotoDecoder(PhotoLimits.DEFAULT).decode(sheet.file())))
                    == null;
        }
    }

    private List<Sticker> stickers(DrawnSheet sheet) throws UnusablePhoto {
        List<Sticker> stickers = new ArrayList<>();
        for (@Nullable Figure drawn : sheet.figures()) {
            Figure figure = Objects.requireNonNull(drawn, "no cell is empty");
            StickerOptions options = StickerOptions.DEFAULT.withSheetCell(stickers.size());
            MadeSticker made = maker.make(sheet.file(), options, _ -> {});
            Pixels seen = Pixels.decoded(made.webp());
            stickers.add(new Sticker(
                    isNear(figure.colour(), sheet.ground()),
                    made.shape() != Shape.CUT_OUT,
                    share(seen, sheet.ground()),
                    overlap(seen, figure)));
        }
        return stickers;
    }

    private static double share(Pixels sticker, Color ground) {
        long all = 0;
        long near = 0;
        for (int i = 0; i < sticker.width() * sticker.height(); i++) {
            int x = i % sticker.width();
            int y = i / sticker.width();
            int alpha = alpha(sticker, x, y);
            all += alpha;
            var colour = new Color(sticker.at(x, y, 2), sticker.at(x, y, 1), sticker.at(x, y, 0));
            near += isNear(colour, ground) ? alpha : 0;
        }
        return (double) near / all;
    }

    private static boolean isNear(Color one, Color other) {
        return Math.abs(one.getRed() - other.getRed()) < NEAR
                && Math.abs(one.getGreen() - other.getGreen()) < NEAR
                && Math.abs(one.getBlue() - other.getBlue()) < NEAR;
    }

    private static double overlap(Pixels sticker, Figure figure) {
        Rectangle bounds = new Rectangle();
        for (int i = 0; i < sticker.width() * sticker.height(); i++) {
            int x = i % sticker.width();
            int y = i / sticker.width();
            if (alpha(sticker, x, y) > 127) {
                var pixel = new Rectangle(x, y, 1, 1);
                bounds = bounds.isEmpty() ? pixel : bounds.union(pixel);
            }
        }
        int both = 0;
        int either = 0;
        for (int i = 0; i < bounds.width * bounds.height; i++) {
            int x = i % bounds.width;
            int y = i / bounds.width;
            int atX = x * figure.bounds().width / bounds.width;
            int atY = y * figure.bounds().height / bounds.height;
            boolean drawn = figure.shape().get(atY * figure.bounds().width + atX);
            boolean seen = alpha(sticker, bounds.x + x, bounds.y + y) > 127;
            both += drawn && seen ? 1 : 0;
            either += drawn || seen ? 1 : 0;
        }
        return (double) both / Math.max(1, either);
    }

    private static int alpha(Pixels sticker, int x, int y) {
        return sticker.channels() == 4 ? sticker.alpha(x, y) : 255;
    }

    private static void report(String ground, String drawings, List<Sticker> stickers) {
        if (!stickers.isEmpty()) {
            System.out.printf(
                    "%-15s %-17s %8d  %5d  %14.2f%%  %7.3f  %9d%n",
                    ground,
                    drawings,
                    stickers.size(),
                    stickers.stream().filter(Sticker::card).count(),
                    100 * mean(stickers, Sticker::ground),
                    mean(stickers, Sticker::overlap),
                    stickers.stream().filter(one -> one.overlap < 0.9).count());
        }
    }

    private static double mean(List<Sticker> stickers, ToDoubleFunction<Sticker> what) {
        return stickers.stream().mapToDouble(what).average().orElse(0);
    }
}
