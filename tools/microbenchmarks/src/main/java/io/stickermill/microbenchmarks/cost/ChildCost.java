package io.stickermill.microbenchmarks.cost;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.child.ChildCommand;
import io.stickermill.generation.maker.child.ChildPool;
import io.stickermill.generation.maker.child.ChildSettings;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.microbenchmarks.measure.Median;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.util.unit.DataSize;

/** What it costs to have a photo worked on in a process of its own: the same maker here and there, taking turns. */
final class ChildCost {

    private static final int WARM_UP = 5;

    private final int count;

    ChildCost(int count) {
        this.count = count;
    }

    void run(Path... photos) throws Exception {
        ChildSettings one =
                new ChildSettings(1, DataSize.ofMegabytes(256), DataSize.ofGigabytes(2), DataSize.ofMegabytes(400));
        ModelSettings model = ModelSettings.SHIPPED.withThreads(1);
        StickerMaker here = LocalMakers.of(LocalMakerSettings.DEFAULT, model).stickers();
        try (var there = new ChildPool(
                ChildCommand.of(one), one, LocalMakerSettings.DEFAULT, model, new SimpleMeterRegistry())) {
            there.awaitWarm();
            System.out.printf("in the same process, and in a child (by the clock on the wall, median of %d):%n", count);
            for (Path photo : photos) {
                byte[] file = Files.readAllBytes(photo);
                for (Mode mode : new Mode[] {Mode.CUT_OUT, Mode.CARD}) {
                    compare(photo.getFileName() + ", " + mode.name().toLowerCase(Locale.ROOT), file, mode, here, there);
                }
            }
        }
    }

    private void compare(String what, byte[] photo, Mode mode, StickerMaker here, StickerMaker there) throws Exception {
        double[] inside = new double[count];
        double[] outside = new double[count];
        for (int run = -WARM_UP; run < count; run++) {
            double first = millis(photo, mode, here);
            double second = millis(photo, mode, there);
            if (run >= 0) {
                inside[run] = first;
                outside[run] = second;
            }
        }
        double in = Median.of(inside);
        double out = Median.of(outside);
        System.out.printf("    %-40s %6.1f ms %6.1f ms  %4.2f x%n", what, in, out, out / in);
    }

    private static double millis(byte[] photo, Mode mode, StickerMaker maker) throws Exception {
        long before = System.nanoTime();
        maker.make(photo, StickerOptions.DEFAULT.withMode(mode), _ -> {});
        return (System.nanoTime() - before) / 1e6;
    }
}
