package io.stickermill.emulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that faults ask for; all of them end when the emulator stops. */
final class Pauses {
    private static final Duration FOREVER = Duration.ofHours(1);

    private final CountDownLatch stopping = new CountDownLatch(1);

    void rest(Duration duration) {
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
    void hang() {
        rest(FOREVER);
    }

    void close() {
        stopping.countDown();
    }
}
