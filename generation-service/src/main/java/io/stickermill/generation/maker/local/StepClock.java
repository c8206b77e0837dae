package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of each step as it begins and keeps how long it took. */
final class StepClock {

    private final StepListener listener;
    private final Map<Step, Duration> times = new EnumMap<>(Step.class);
    private @Nullable Step running;
    private long since;

    private final Duration limit;
    private final long start = System.nanoTime();

    /** @param limit for all steps together */
    StepClock(StepListener listener, Duration limit) {
        this.listener = listener;
        this.limit = limit;
    }

    /** @throws UnusablePhoto if the time is over: every step is bounded, so that a job ends one step later at most */
    void begin(Step step) throws UnusablePhoto {
        stop();
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        if (spent.compareTo(limit) > 0) {
            throw new UnusablePhoto(Reason.TIMED_OUT, spent.toMillis() + " ms before " + step.key());
        }
        listener.began(step);
        running = step;
        since = System.nanoTime();
    }

    /** Ends the running step. */
    Map<Step, Duration> stop() {
        if (running != null) {
            times.put(running, Duration.ofNanos(System.nanoTime() - since));
            running = null;
        }
        return times;
    }
}
