package io.stickermill.generation.bench;

import io.stickermill.generation.bench.Composites.Framing;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes composites: output folder, cache folder, first seed, count, framing. Seeds go up by two, so they stay in their half. */
public final class CompositesProgram {

    private CompositesProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments[0]));
        Composites composites =
                Composites.in(new DebianPackages(Files.createDirectories(Path.of(arguments[1]))).unpacked());
        long first = Long.parseLong(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        Framing framing = Framing.valueOf(arguments[4]);
        for (int n = 0; n < count; n++) {
            composites.write(first + 2L * n, framing, out);
        }
        System.out.printf("%d photos and their masks in %s%n", count, out);
        System.exit(0);
    }
}
