package io.stickermill.platform.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Where a subscription's handlers run. Subscriptions that are given the same object share its threads; subscriptions with
 * an object each can't starve one another.
 */
public final class Workers {

    private enum Kind {
        VIRTUAL,
        PLATFORM
    }

    private final Kind kind;
    private final int threads;

    private Workers(Kind kind, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("workers need at least one thread, not " + threads);
        }
        this.kind = kind;
        this.threads = threads;
    }

    /** For handlers that wait for others (Telegram, S3, PostgreSQL): at most so many at once. */
    public static Workers virtual(int maxConcurrent) {
        return new Workers(Kind.VIRTUAL, maxConcurrent);
    }

    /** For handlers that compute: as many as the cores that they may use. */
    public static Workers platform(int threads) {
        return new Workers(Kind.PLATFORM, threads);
    }

    /** First come, first served; the pool is what bounds the handlers that run at once, for virtual threads too. */
    ExecutorService open(String name) {
        ThreadFactory factory = switch (kind) {
            case VIRTUAL -> Thread.ofVirtual().name(name + "-", 0).factory();
            case PLATFORM -> Thread.ofPlatform().name(name + "-", 0).daemon().factory();
        };
        return Executors.newFixedThreadPool(threads, factory);
    }
}
