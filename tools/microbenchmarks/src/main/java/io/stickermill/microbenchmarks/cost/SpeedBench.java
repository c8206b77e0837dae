package io.stickermill.microbenchmarks.cost;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import io.stickermill.generation.maker.local.LocalStyleSheetMaker;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.microbenchmarks.measure.Median;
import io.stickermill.microbenchmarks.measure.ProcessClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What a sticker costs beside the decoding that nobody can do without, and beside npm's sharp with the same mask: count,
 * folder for sharp, photos. The median, so that others on the machine don't change it much; the kinds of work take turns,
 * so that they change all alike.
 */
public final class SpeedBench {

    /** The runs that Java needs to compile what is hot. */
    private static final int WARM_UP = 5;

    private static final ProcessClock PROCESS = new ProcessClock();

    private final byte[] photo;
    private final int count;
    private final StickerMaker maker;
    private final StyleSheetMaker sheets;

    private SpeedBench(byte[] photo, int count, SegmentationModel model) {
        var subjects = new SubjectFinder(model);
        maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT, subjects);
        sheets = new LocalStyleSheetMaker(LocalMakerSettings.DEFAULT, subjects);
        this.photo = photo;
        this.count = count;
    }

    private enum Work {
        /** What any program pays that opens the photo in full. */
        DECODING("decoding alone, in full"),
        CUT_OUT("a sticker, cut out"),
        CARD("a sticker, as a card"),
        SHEET("a sheet of all styles");

        private final String title;

        Work(String title) {
            this.title = title;
        }
    }

    public static void run(List<String> arguments) throws Exception {
        setNumThreads(1);
        int count = Integer.parseInt(arguments.get(0));
        Path[] photos = arguments.stream().skip(2).map(Path::of).toArray(Path[]::new);
        SegmentationModel model = SegmentationModel.of(ModelSettings.SHIPPED).orElseThrow();
        for (Path photo : photos) {
            System.out.println(photo.getFileName());
            new SpeedBench(Files.readAllBytes(photo), count, model).stickers();
        }
        new ChildCost(count).run(photos);
        new SharpComparison(count, model).run(Path.of(arguments.get(1)), photos);
    }

    private void stickers() throws UnusablePhoto {
        Map<Work, double[]> times = new EnumMap<>(Work.class);
        Map<Step, double[]> steps = new EnumMap<>(Step.class);
        for (Work work : Work.values()) {
            times.put(work, new double[count]);
        }
        for (int run = -WARM_UP; run < count; run++) {
            for (Work work : Work.values()) {
                double before = PROCESS.millis();
                Map<Step, Double> parts = does(work);
                double took = PROCESS.millis() - before;
                if (run >= 0) {
                    at(times, work)[run] = took;
                    for (Map.Entry<Step, Double> part : parts.entrySet()) {
                        steps.computeIfAbsent(part.getKey(), _ -> new double[count])[run] = part.getValue();
                    }
                }
            }
        }
        double decoding = Median.of(at(times, Work.DECODING));
        System.out.printf("  CPU time of the process, median of %d, taking turns:%n", count);
        times.forEach((work, all) -> System.out.printf(
                "    %-26s %5.0f ms  %4.1f x decoding%n", work.title, Median.of(all), Median.of(all) / decoding));
        System.out.println("  of the cut-out sticker (by the clock on the wall):");
        steps.forEach((step, all) -> System.out.printf("    %-26s %5.0f ms%n", step.key(), Median.of(all)));
    }

    private Map<Step, Double> does(Work work) throws UnusablePhoto {
        return switch (work) {
            case DECODING -> {
                try (var _ = new PointerScope()) {
                    Mat all = imdecode(new Mat(1, photo.length, CV_8U, new BytePointer(photo)), IMREAD_COLOR);
                    if (all.empty()) {
                        throw new IllegalArgumentException("This is no photo that can be read.");
                    }
                }
                yield Map.of();
            }
            case CARD -> {
                maker.make(photo, StickerOptions.DEFAULT.withMode(Mode.CARD), _ -> {});
                yield Map.of();
            }
            case CUT_OUT -> {
                MadeSticker made = maker.make(photo, StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY), _ -> {});
                Map<Step, Double> parts = new EnumMap<>(Step.class);
                made.times().forEach((step, time) -> parts.put(step, time.toNanos() / 1e6));
                yield parts;
            }
            case SHEET -> {
                sheets.sheet(photo, StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY), "en", List.of());
                yield Map.of();
            }
        };
    }

    private static double[] at(Map<Work, double[]> times, Work work) {
        double[] found = times.get(work);
        if (found == null) {
            throw new IllegalStateException("no times of " + work);
        }
        return found;
    }
}
