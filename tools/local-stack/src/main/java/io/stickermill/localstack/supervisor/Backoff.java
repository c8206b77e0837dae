package io.stickermill.localstack.supervisor;

import java.time.Duration;

/** Pauses between restarts: half a second, doubling up to ten seconds; from the start again after a minute of health. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    static boolean isHealthy(Duration readyFor) {
        return readyFor.compareTo(HEALTHY) >= 0;
    }

    /** @param ranFor how long the process had been ready before it died; zero if it never was */
    Duration pauseAfter(Duration ranFor) {
        if (isHealthy(ranFor)) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}
