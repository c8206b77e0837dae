package io.stickermill.benchmarks;

import io.stickermill.common.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The memory of a process (PSS: what processes share counts in part), and the most that it had while it was watched. */
public final class ProcessMemory implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final long pid;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long most;

    private ProcessMemory(long pid) {
        this.pid = pid;
        Thread.ofVirtual().start(this::watch);
    }

    /** Watches until it is closed. */
    static ProcessMemory watch(long pid) {
        return new ProcessMemory(pid);
    }

    private void watch() {
        try {
            Until.every(LOOK).isTrue(() -> {
                most = Math.max(most, megabytes(pid));
                return ended.get();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In MB, since it is watched. */
    long most() {
        return most;
    }

    /** In MB; 0 where there is no such process, or no /proc. */
    public static long megabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1000;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        ended.set(true);
    }
}
