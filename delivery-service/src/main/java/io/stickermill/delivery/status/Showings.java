package io.stickermill.delivery.status;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Does what shows in a chat later, each on a thread of its own. What fails is not shown, and what has not begun at a stop is
 * left to the sweep.
 */
final class Showings implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Showings.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("status-timer").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    void now(String what, Runnable showing) {
        try {
            threads.execute(() -> {
                try {
                    showing.run();
                } catch (RuntimeException e) {
                    log.warn("{} is not shown: {}", what, e.toString());
                }
            });
        } catch (RejectedExecutionException stopping) {
            log.debug("{} is not shown", what, stopping);
        }
    }

    void in(Duration delay, String what, Runnable showing) {
        try {
            Future<?> _ =
                    timer.schedule(() -> now(what, showing), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("{} is not shown", what, stopping);
        }
    }

    void every(Duration period, Runnable tidying) {
        Future<?> _ = timer.scheduleAtFixedRate(tidying, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        threads.close();
    }
}
