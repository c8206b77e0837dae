package io.stickermill.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Starts something so many times a second, whether or not what was started before has ended. */
final class Metronome {

    private Metronome() {}

    /** What is started, each on a thread of its own. */
    @FunctionalInterface
    interface Beat<T> {
        T run(int number) throws Exception;
    }

    /** Returns what came of each when the last has ended. */
    static <T> List<T> run(int perSecond, int count, Beat<T> beat) throws InterruptedException, ExecutionException {
        long period = Duration.ofSeconds(1).toNanos() / perSecond;
        List<Future<T>> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int number = i;
                awaitTime(begin + i * period);
                started.add(threads.submit(() -> beat.run(number)));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : started) {
            results.add(one.get());
        }
        return results;
    }

    private static void awaitTime(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
