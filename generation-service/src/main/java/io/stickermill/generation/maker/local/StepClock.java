package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
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

    StepClock(StepListener listener) {
        this.listener = listener;
    }

    void begin(Step step) {
        stop();
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
