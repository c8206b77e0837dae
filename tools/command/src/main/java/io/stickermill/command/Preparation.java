package io.stickermill.command;

import io.stickermill.localstack.parts.AotCaches;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.OwnCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code prepare} beside a stack that has just started for the first time after a build: at the lowest priority, and only
 * where there is memory for a second stack.
 */
final class Preparation implements AutoCloseable {

    private static final long NEEDED_KB = 4L * 1024 * 1024;
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final Home home;
    private @Nullable Process process;

    Preparation(Home home) {
        this.home = home;
    }

    /** Returns at once. Does nothing where the last build is prepared. */
    void begin() throws IOException {
        if (AotCaches.areFresh() || freeMemoryKb() < NEEDED_KB) {
            return;
        }
        ProcessBuilder prepare = OwnCommand.process(List.of("prepare"), Map.of())
                .redirectErrorStream(true)
                .redirectOutput(home.log("prepare").toFile());
        prepare.command().addAll(0, List.of("nice", "-n", "19"));
        process = prepare.start();
    }

    /** Ends it and all that it has started, if it still goes on; another start tries again. */
    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroy();
            try {
                running.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long freeMemoryKb() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException unknown) {
            return 0;
        }
    }
}
