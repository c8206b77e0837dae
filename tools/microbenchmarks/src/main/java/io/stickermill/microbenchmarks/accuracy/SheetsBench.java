package io.stickermill.microbenchmarks.accuracy;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.grid.DrawnSheet;
import io.stickermill.generation.maker.grid.Grid;
import io.stickermill.generation.maker.grid.GridFinder;
import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.generation.maker.grid.SheetLayout;
import io.stickermill.generation.maker.photo.Photo;
import io.stickermill.generation.maker.photo.PhotoDecoder;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/**
 * How many grids of drawn sheets are found right, what that costs, how their drawings are cut out, and what pictures that are no
 * sheets are taken for.
 */
public final class SheetsBench {

    private SheetsBench() {}

    /**
     * @param arguments the first seed, how many sheets, of how many for each ground the drawings are cut out, and maybe a folder
     *     of pictures that are no sheets
     */
    public static void run(List<String> arguments) throws Exception {
        setNumThreads(1);
        sheets(Long.parseLong(arguments.get(0)), Integer.parseInt(arguments.get(1)));
        int cutOut = Integer.parseInt(arguments.get(2));
        if (cutOut > 0) {
            SheetCutOuts.run(Long.parseLong(arguments.get(0)), cutOut);
        }
        if (arguments.size() > 3) {
            photos(Path.of(arguments.get(3)));
        }
    }

    private static void sheets(long first, int count) throws UnusablePhoto {
        var decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
        var finder = new GridFinder();
        long[] nanos = new long[count];
        int right = 0;
        for (int i = 0; i < count; i++) {
            long seed = first + 2L * i;
            DrawnSheet sheet = DrawnSheet.of(seed);
            try (var _ = new PointerScope()) {
                Photo photo = decoder.decode(sheet.file());
                long before = cpu();
                SheetLayout found = finder.find(photo);
                nanos[i] = cpu() - before;
                String fault = sheet.fault(found);
                right += fault == null ? 1 : 0;
                System.out.printf(
                        "%6d  %dx%d  %s  %s%n",
                        seed, sheet.rows(), sheet.columns(), fault == null ? "right" : "WRONG: " + fault, sheet.hard());
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%d of %d grids are right; CPU of finding one: median %d ms, most %d ms%n",
                right, count, nanos[count / 2] / 1_000_000, nanos[count - 1] / 1_000_000);
    }

    private static void photos(Path folder) throws IOException {
        var decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
        int none = 0;
        int all = 0;
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png|webp)"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (var _ = new PointerScope()) {
                SheetLayout found = new GridFinder().find(decoder.decode(Files.readAllBytes(file)));
                all++;
                none += found instanceof NoGrid ? 1 : 0;
                String what = switch (found) {
                    case NoGrid no -> "no sheet: " + no.why();
                    case Grid grid -> "a sheet of " + grid.rows() + "x" + grid.columns();
                };
                System.out.printf("%-44s %s%n", folder.relativize(file), what);
            } catch (UnusablePhoto refused) {
                System.out.printf("%-44s refused: %s%n", folder.relativize(file), refused.detail());
            }
        }
        System.out.printf("%d of %d pictures are no sheets%n", none, all);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
