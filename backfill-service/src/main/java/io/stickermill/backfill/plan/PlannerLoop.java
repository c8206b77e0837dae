package io.stickermill.backfill.plan;

import io.stickermill.backfill.run.RunEnds;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for runs to plan and for runs that are over, each on a thread of its own, every half second. */
class PlannerLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PlannerLoop.class);
    private static final long PERIOD_MS = 500;
    private static final long CLOSER_PERIOD_MS = 60_000;

    private final Planner planner;
    private final RunEnds ends;
    private volatile @Nullable ScheduledThreadPoolExecutor timer;

    PlannerLoop(Planner planner, RunEnds ends) {
        this.planner = planner;
        this.ends = ends;
    }

    @Override
    public synchronized void start() {
        var started = new ScheduledThreadPoolExecutor(
                2, Thread.ofPlatform().name("planner-", 0).daemon().factory());
        repeat(started, "planning", planner::planNext, PERIOD_MS);
        repeat(started, "finishing runs", ends::look, PERIOD_MS);
        repeat(started, "recounting runs", ends::lookCloser, CLOSER_PERIOD_MS);
        timer = started;
    }

    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor running = timer;
        if (running != null) {
            running.shutdownNow();
            timer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    private static void repeat(ScheduledThreadPoolExecutor timer, String what, Runnable work, long periodMs) {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("{} failed and is tried again when its lease has ended: {}", what, e.toString());
                    }
                },
                0,
                periodMs,
                TimeUnit.MILLISECONDS);
    }
}
