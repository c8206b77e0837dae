package io.stickermill.microbenchmarks;

import io.stickermill.microbenchmarks.accuracy.CardsBench;
import io.stickermill.microbenchmarks.accuracy.CompositesProgram;
import io.stickermill.microbenchmarks.accuracy.CutOutBench;
import io.stickermill.microbenchmarks.accuracy.SheetsBench;
import io.stickermill.microbenchmarks.cost.MemoryBench;
import io.stickermill.microbenchmarks.cost.SpeedBench;
import io.stickermill.microbenchmarks.gallery.Gallery;
import io.stickermill.microbenchmarks.limits.LimitsBench;
import io.stickermill.microbenchmarks.provider.ProvidedGeneration;
import java.util.List;

/** The program that the jar is: the benchmark's name, then its arguments, as {@code ./stickermill bench} gives them. */
public final class Microbenchmarks {

    private Microbenchmarks() {}

    /** Runs one benchmark to its end; what it measured stands on the standard output. */
    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        String name = all.isEmpty() ? "" : all.getFirst();
        List<String> rest = all.stream().skip(1).toList();
        switch (name) {
            case "cutout" -> CutOutBench.run(rest);
            case "cards" -> CardsBench.run(rest);
            case "sheets" -> SheetsBench.run(rest);
            case "composites" -> CompositesProgram.run(rest);
            case "speed" -> SpeedBench.run(rest);
            case "memory" -> MemoryBench.run(rest);
            case "gallery" -> Gallery.run(rest);
            case "limits" -> LimitsBench.run(rest);
            case "generation" -> {
                ProvidedGeneration.run(rest);
                return;
            }
            default -> throw new IllegalArgumentException("There is no benchmark '" + name + "'");
        }
        // Libraries leave threads behind; only the service above lives on by them.
        System.exit(0);
    }
}
