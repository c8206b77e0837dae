package io.stickermill.benchmarks;

import io.stickermill.localstack.parts.BuildOutputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        return process(OF_THE_MAKER, arguments).inheritIO().start().waitFor();
    }

    /**
     * As {@link #run(List)}, in another kind of JVM, and what it prints is printed there.
     *
     * @param options the JVM's
     * @param environment added to ours; secrets travel here
     */
    int run(List<String> options, List<String> arguments, Map<String, String> environment, PrintWriter out)
            throws IOException, InterruptedException {
        ProcessBuilder builder = process(options, arguments).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(out::println);
        }
        out.flush();
        return process.waitFor();
    }

    private ProcessBuilder process(List<String> options, List<String> arguments) {
        BuildOutputs build = BuildOutputs.locate();
        List<String> command = new ArrayList<>(List.of(build.java()));
        command.addAll(options);
        command.addAll(List.of("-jar", build.microbenchmarksJar().toString(), name));
        command.addAll(arguments);
        return new ProcessBuilder(command);
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
