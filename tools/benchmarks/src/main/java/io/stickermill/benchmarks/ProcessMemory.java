package io.stickermill.benchmarks;

import io.stickermill.common.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** The memory of processes (PSS: what they share counts in part), and the most that they had while they were watched. */
public final class ProcessMemory implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final LongSupplier megabytes;
    private final Duration look;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long most;

    private ProcessMemory(LongSupplier megabytes, Duration look) {
        this.megabytes = megabytes;
        this.look = look;
        Thread.ofVirtual().start(this::watch);
    }

    /** Watches until it is closed. */
    static ProcessMemory watch(long pid) {
        return watch(() -> megabytes(pid), LOOK);
    }

    /**
     * As {@link #watch(long)}, of whatever gives a number of MB.
     *
     * @param look pause between two looks, each of which takes milliseconds a process
     */
    static ProcessMemory watch(LongSupplier megabytes, Duration look) {
        return new ProcessMemory(megabytes, look);
    }

    private void watch() {
        try {
            Until.every(look).isTrue(() -> {
                most = Math.max(most, megabytes.getAsLong());
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
