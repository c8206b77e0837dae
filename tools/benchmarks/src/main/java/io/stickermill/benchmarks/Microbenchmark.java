package io.stickermill.benchmarks;

import io.stickermill.localstack.parts.BuildOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One benchmark of {@code tools/microbenchmarks}: a process of its own, without a stack.
 *
 * @param name as the program there has it
 */
public record Microbenchmark(String name) {

    private static final List<String> OF_THE_MAKER = List.of(
            "-Xmx3g",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true");

    /** Runs it to its end, its output on ours. Gives its exit code. */
    public int run(List<String> arguments) throws IOException, InterruptedException {
        return run(OF_THE_MAKER, arguments, Map.of());
    }

    /**
     * As {@link #run(List)}, in another kind of JVM.
     *
     * @param options the JVM's
     * @param environment added to ours; secrets travel here
     */
    int run(List<String> options, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        BuildOutputs build = BuildOutputs.locate();
        List<String> command = new ArrayList<>(List.of(build.java()));
        command.addAll(options);
        command.addAll(List.of("-jar", build.microbenchmarksJar().toString(), name));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    /** Where programs of others lie that are measured beside ours: no part of this project, nor of what it builds. */
    public static Path foreign(String name) {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null || caches.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return folder.resolve("stickermill-bench").resolve(name);
    }

    /** Where a benchmark may keep what it fetches. */
    public static Path cache() {
        return BuildOutputs.locate().root().resolve("tools/benchmarks/target/bench");
    }
}
