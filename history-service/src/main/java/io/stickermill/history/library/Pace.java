package io.stickermill.history.library;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often somebody may ask. Of so many that not all can be remembered, those are forgotten that asked longest ago. */
final class Pace {

    private static final int MOST_KNOWN = 10_000;

    private final long most;
    private final Duration within;
    private final TimeMeter time;

    private final Map<Object, Bucket> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** @param nanos a clock that never goes back */
    Pace(long most, Duration within, LongSupplier nanos) {
        this.most = most;
        this.within = within;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** Whether they may now; if so, it is counted. */
    synchronized boolean allows(Object who) {
        return known.computeIfAbsent(
                        who,
                        _ -> Bucket.builder()
                                .withCustomTimePrecision(time)
                                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                                .build())
                .tryConsume(1);
    }
}
