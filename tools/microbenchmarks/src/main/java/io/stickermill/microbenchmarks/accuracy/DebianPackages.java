package io.stickermill.microbenchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures from Debian's packages, fetched when they are needed: they are under the GPL and Creative Commons licences, so that they are never part of
 * this repository or of what it builds.
 *
 * @param folder into which they are unpacked, and kept for the next time
 */
record DebianPackages(Path folder) {

    private static final List<String> NAMES =
            List.of("tuxpaint-stamps-default", "mate-backgrounds", "lomiri-wallpapers-16.04");

    /** @return where the packages' {@code usr} is */
    Path unpacked() throws IOException, InterruptedException {
        Path target = folder.resolve("unpacked");
        Files.createDirectories(target);
        for (String name : NAMES) {
            if (!Files.exists(target.resolve("usr/share/doc").resolve(name))) {
                run(folder, "apt-get", "download", name);
                run(folder, "dpkg", "-x", file(name).toString(), target.toString());
            }
        }
        return target;
    }

    private Path file(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "_"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get brought no " + name + " into " + folder));
        }
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " failed with exit code " + exit
                    + ": the pictures come from a Debian mirror, by apt-get and dpkg");
        }
    }
}
