package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes whose supervisor was killed and that run on without one. */
public final class LeftOvers {

    private LeftOvers() {}

    /**
     * Ends all of a home's, so that their ports are free and nobody writes into its data. Only for who knows that no
     * supervisor runs there.
     *
     * @throws IOException naming the process that can't be ended
     */
    public static void end(Home home) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(home.run())) {
            files = found.filter(file -> file.toString().endsWith(".pid")).toList();
        }
        for (Path file : files) {
            PidFile remembered = new PidFile(file);
            remembered.endLeftOver();
            remembered.delete();
        }
    }
}
