package io.stickermill.microbenchmarks.cost;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.finish.WebpFile;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import io.stickermill.generation.maker.model.SegmentationModel;
import io.stickermill.microbenchmarks.measure.Median;
import io.stickermill.microbenchmarks.measure.ProcessClock;
import io.stickermill.microbenchmarks.measure.Took;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same photo with the same mask given, by us and by sharp, in turns: decode, fit, alpha, outline and shadow, WebP at
 * quality 90. Ours is the maker itself, its softening of the edge and its look at the finished file included.
 */
record SharpComparison(int count, SegmentationModel model) {

    private static final int WARM_UP = 10;

    private static final ProcessClock PROCESS = new ProcessClock();

    void run(Path folder, Path... photos) throws InterruptedException, UnusablePhoto, IOException {
        System.out.printf(
                "The mask given, median of %d, taking turns (CPU of all threads of the process, and by the clock):%n",
                count);
        System.out.printf("  %-30s %-20s %-20s %s%n", "", "ours", "sharp " + Sharp.VERSION, "ratio");
        String absent = "";
        try (Sharp sharp = Sharp.start(folder)) {
            for (Path photo : photos) {
                compare(photo, sharp, folder);
            }
        } catch (IOException e) {
            absent = String.valueOf(e.getMessage());
        }
        if (!absent.isEmpty()) {
            for (Path photo : photos) {
                print(photo, ours(photo), List.of());
            }
            System.out.println("  sharp's columns are empty: " + absent);
        }
    }

    private void compare(Path photo, Sharp sharp, Path folder) throws IOException, UnusablePhoto {
        byte[] file = Files.readAllBytes(photo);
        GivenMask mask = GivenMask.of(file, model);
        int margin = LocalMakerSettings.DEFAULT.outline().margin();
        sharp.open(photo.toAbsolutePath(), mask, WebpFile.SIDE - 2 * margin, margin);
        var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT, mask);
        List<Took> ours = new ArrayList<>();
        List<Took> theirs = new ArrayList<>();
        for (int run = -WARM_UP; run < count; run++) {
            Took one = made(maker, file);
            Took other = run == -1 ? sharp.make(folder.resolve(photo.getFileName() + ".webp")) : sharp.make();
            if (run >= 0) {
                ours.add(one);
                theirs.add(other);
            }
        }
        print(photo, ours, theirs);
    }

    private List<Took> ours(Path photo) throws IOException, UnusablePhoto {
        byte[] file = Files.readAllBytes(photo);
        var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT, GivenMask.of(file, model));
        List<Took> ours = new ArrayList<>();
        for (int run = -WARM_UP; run < count; run++) {
            Took one = made(maker, file);
            if (run >= 0) {
                ours.add(one);
            }
        }
        return ours;
    }

    private static Took made(LocalStickerMaker maker, byte[] photo) throws UnusablePhoto {
        double cpu = PROCESS.millis();
        long wall = System.nanoTime();
        MadeSticker made = maker.make(photo, StickerOptions.DEFAULT.withMode(Mode.CUT_OUT_ANYWAY), _ -> {});
        return new Took(PROCESS.millis() - cpu, (System.nanoTime() - wall) / 1e6, made.webp().length);
    }

    private static void print(Path photo, List<Took> ours, List<Took> theirs) {
        String other = theirs.isEmpty() ? "" : told(theirs);
        String ratio = theirs.isEmpty()
                ? ""
                : "%.2f, %.2f"
                        .formatted(
                                median(ours, Took::cpu) / median(theirs, Took::cpu),
                                median(ours, Took::wall) / median(theirs, Took::wall));
        System.out.printf("  %-30s %-20s %-20s %s%n", photo.getFileName(), told(ours), other, ratio);
    }

    private static String told(List<Took> all) {
        return "%.0f, %.0f ms, %d KB"
                .formatted(
                        median(all, Took::cpu),
                        median(all, Took::wall),
                        all.getLast().bytes() / 1000);
    }

    private static double median(List<Took> all, ToDoubleFunction<Took> what) {
        return Median.of(all.stream().mapToDouble(what).toArray());
    }
}
