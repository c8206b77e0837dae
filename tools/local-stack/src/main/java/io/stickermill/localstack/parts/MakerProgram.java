package io.stickermill.localstack.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that comes with generation-service and works on pictures only: it needs no stack. It runs as a process of its
 * own, from the very jar that runs in production.
 *
 * @param name the class in generation's {@code bench} package
 */
public record MakerProgram(String name) {

    /** Runs the program to its end, its output on ours. Gives its exit code. */
    public int run(List<String> arguments) throws IOException, InterruptedException {
        BuildOutputs build = BuildOutputs.locate();
        List<String> command = new ArrayList<>(List.of(
                build.java(),
                "-Xmx3g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                build.serviceJar(Service.GENERATION).toString(),
                "io.stickermill.generation.bench." + name));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Where programs of others lie that are measured beside ours: no part of this project, nor of what it builds. */
    public static Path foreign(String name) {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null || caches.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return folder.resolve("stickermill-bench").resolve(name);
    }

    /** Where the program may keep what it fetches. */
    public static Path cache() {
        return BuildOutputs.locate().root().resolve("tools/benchmarks/target/bench");
    }
}
