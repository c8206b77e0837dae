package io.stickermill.generation.bench;

import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.model.ModelSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** Whether memory stays flat: photo, count, and of how many one is cut out (the others are cards, which
 * cost a tenth). Prints the process's resident memory and the CPU time of one sticker. */
public final class MemoryBench {

    private static final int LINES = 10;

    /** Cut out whatever the photo is: that is the most work. */
    private static final StickerOptions ANYWAY = StickerOptions.DEFAULT.withMode(StickerOptions.Mode.CUT_OUT_ANYWAY);

    private static final StickerOptions CARD = StickerOptions.DEFAULT.withMode(StickerOptions.Mode.CARD);

    private MemoryBench() {}

    public static void main(String[] arguments) throws Exception {
        byte[] photo = Files.readAllBytes(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        int every = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        var maker = LocalMakers.of(LocalMakerSettings.DEFAULT, ModelSettings.SHIPPED)
                .stickers();
        var clock = ManagementFactory.getThreadMXBean();
        int each = Math.max(1, count / LINES);
        long since = clock.getCurrentThreadCpuTime();
        for (int n = 1; n <= count; n++) {
            maker.make(photo, (n % every == 0 ? ANYWAY : CARD).withVariant(n % 3), step -> {});
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
