package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when one of its consumers has ended by itself: only a new process brings it back, and whatever runs this starts one
 * that has ended. Not all would start one that merely says that it is unwell (docker compose does not).
 */
final class DeathWatch extends Watch {

    private static final Logger log = LoggerFactory.getLogger(DeathWatch.class);

    private final BooleanSupplier hasDied;
    private final Duration between;
    private final Runnable end;

    /**
     * @param hasDied whether a consumer has
     * @param between two looks
     * @param end ends the process; called once
     */
    DeathWatch(BooleanSupplier hasDied, Duration between, Runnable end) {
        super("death-watch");
        this.hasDied = hasDied;
        this.between = between;
        this.end = end;
    }

    @Override
    void watch() throws InterruptedException {
        while (!hasDied.getAsBoolean()) {
            Thread.sleep(between);
        }
        log.error("A consumer has ended by itself, as said above: this process ends, so that another takes its place.");
        end.run();
    }
}
