package io.stickermill.microbenchmarks.accuracy;

import io.stickermill.microbenchmarks.accuracy.Composites.Framing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes composites: output folder, cache folder, first seed, count, framing. Seeds go up by two, so they stay in their half. */
public final class CompositesProgram {

    private CompositesProgram() {}

    public static void run(List<String> arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments.get(0)));
        Composites composites =
                Composites.in(new DebianPackages(Files.createDirectories(Path.of(arguments.get(1)))).unpacked());
        long first = Long.parseLong(arguments.get(2));
        int count = Integer.parseInt(arguments.get(3));
        Framing framing = Framing.valueOf(arguments.get(4));
        for (int n = 0; n < count; n++) {
            composites.write(first + 2L * n, framing, out);
        }
        System.out.printf("%d photos and their masks in %s%n", count, out);
    }
}
