package io.stickermill.generation.bench;

import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** Whether memory stays flat: photo, count. Prints the process's resident memory and the CPU time of one sticker. */
public final class MemoryBench {

    private static final int LINES = 10;

    private MemoryBench() {}

    public static void main(String[] arguments) throws Exception {
        byte[] photo = Files.readAllBytes(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        var maker = new LocalStickerMaker(LocalMakerSettings.DEFAULT);
        var clock = ManagementFactory.getThreadMXBean();
        int each = Math.max(1, count / LINES);
        long since = clock.getCurrentThreadCpuTime();
        for (int n = 1; n <= count; n++) {
            maker.make(photo, StickerOptions.DEFAULT.withVariant(n % 3), step -> {});
            if (n % each == 0) {
                long now = clock.getCurrentThreadCpuTime();
                System.out.printf(
                        "%5d stickers: %4d MB resident, %.0f ms CPU a sticker%n",
                        n, Pointer.physicalBytes() / 1_000_000, (now - since) / 1e6 / each);
                since = now;
            }
        }
        System.exit(0);
    }
}
