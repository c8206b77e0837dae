package io.stickermill.history.library;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often somebody may ask. Of so many that not all can be remembered, those are forgotten that asked longest ago. */
final class Pace {

    private static final int MOST_KNOWN = 10_000;

    private final long most;
    private final Duration within;

    private final Map<Object, Bucket> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    Pace(long most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** Whether they may now; if so, it is counted. */
    synchronized boolean allows(Object who) {
        return known.computeIfAbsent(
                        who,
                        _ -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                                .build())
                .tryConsume(1);
    }
}
