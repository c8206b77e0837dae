package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the process when one of its consumers has ended by itself: only a new process brings it back, and whatever runs this starts one
 * that has ended. Not all would start one that merely says that it is unwell (docker compose does not).
 */
final class DeathWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeathWatch.class);

    private final BooleanSupplier hasDied;
    private final Duration between;
    private final Runnable end;
    private volatile @Nullable Thread thread;

    /**
     * @param hasDied whether a consumer has
     * @param between two looks
     * @param end ends the process; called once
     */
    DeathWatch(BooleanSupplier hasDied, Duration between, Runnable end) {
        this.hasDied = hasDied;
        this.between = between;
        this.end = end;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("death-watch").start(this::watch);
        }
    }

    @Override
    public synchronized void stop() {
        Thread watching = thread;
        if (watching != null) {
            watching.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void watch() {
        try {
            while (!hasDied.getAsBoolean()) {
                Thread.sleep(between);
            }
        } catch (InterruptedException stopped) {
            return;
        }
        log.error("A consumer has ended by itself, as said above: this process ends, so that another takes its place.");
        end.run();
    }
}
