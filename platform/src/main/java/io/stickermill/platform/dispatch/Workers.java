package io.stickermill.platform.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where a subscription's handlers run. Subscriptions that are given the same object share its threads; subscriptions with
 * an object each can't starve one another.
 */
public final class Workers {

    private final int threads;

    private Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("workers need at least one thread, not " + threads);
        }
        this.threads = threads;
    }

    /** For handlers that wait for others (Telegram, S3, PostgreSQL): at most so many at once. */
    public static Workers virtual(int maxConcurrent) {
        return new Workers(maxConcurrent);
    }

    /** First come, first served; the pool is what bounds the handlers that run at once. */
    ExecutorService open(String name) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofVirtual().name(name + "-", 0).factory());
    }
}
