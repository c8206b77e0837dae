package io.stickermill.emulator.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that faults ask for; all of them end when the emulator stops. */
public final class Pauses {
    private static final Duration FOREVER = Duration.ofHours(1);

    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Waits so long, or until the emulator stops or the thread is interrupted. */
    public void rest(Duration duration) {
        if (!duration.isPositive()) {
            return;
        }
        try {
            stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Longer than any client waits. */
    public void hang() {
        rest(FOREVER);
    }

    /** Ends all waits, those to come as well. */
    public void close() {
        stopping.countDown();
    }
}
