package io.stickermill.microbenchmarks.cost;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.child.ChildCommand;
import io.stickermill.generation.maker.child.ChildPool;
import io.stickermill.generation.maker.child.ChildSettings;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * Whether memory stays flat: count, photos. They take turns, as do cut-outs, cards and all styles, in one child as it runs in
 * production; prints the memory that belongs to it (PSS: what it shares with others counts in part).
 */
public final class MemoryBench {

    private static final int LINES = 20;

    private MemoryBench() {}

    public static void run(List<String> arguments) throws Exception {
        int count = Integer.parseInt(arguments.get(0));
        List<byte[]> photos = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            photos.add(Files.readAllBytes(Path.of(arguments.get(i))));
        }
        ChildSettings one =
                new ChildSettings(1, DataSize.ofMegabytes(256), DataSize.ofGigabytes(2), DataSize.ofMegabytes(400));
        try (var pool = new ChildPool(
                ChildCommand.of(one),
                one,
                LocalMakerSettings.DEFAULT,
                ModelSettings.SHIPPED,
                new SimpleMeterRegistry())) {
            pool.awaitWarm();
            ProcessHandle child = ProcessHandle.current()
                    .children()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no child"));
            System.out.printf("    0 stickers: %4d MB%n", megabytes(child.pid()));
            int each = Math.max(1, count / LINES);
            for (int n = 1; n <= count; n++) {
                pool.makeAll(photos.get(n % photos.size()), options(n), _ -> {}, _ -> {});
                if (n % each == 0) {
                    System.out.printf("%5d stickers: %4d MB%n", n, megabytes(child.pid()));
                }
            }
        }
    }

    private static StickerOptions options(int turn) {
        StylePreset[] styles = StylePreset.values();
        return StickerOptions.DEFAULT
                .withMode(turn % 3 == 0 ? Mode.CARD : Mode.CUT_OUT)
                .withStyle(turn % 2 == 0 ? StickerOptions.NO_STYLE : styles[turn / 2 % styles.length].id())
                .withVariant(turn % 5 == 0 ? 1 : 0);
    }

    private static long megabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this system does not tell a process's memory"));
    }
}
