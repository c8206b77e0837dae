package io.stickermill.delivery.inline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Files that Telegram has refused a while ago: each key that a person presses would come upon them again. Safe for many threads. */
final class RefusedFiles {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Then all are forgotten, and found again one by one. */
    private static final int MOST = 10_000;

    private final Map<String, Instant> until = new HashMap<>();
    private final Clock clock;

    RefusedFiles(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String fileId) {
        if (until.size() >= MOST) {
            until.clear();
        }
        until.put(fileId, clock.instant().plus(REMEMBERED));
    }

    synchronized boolean has(String fileId) {
        Instant end = until.get(fileId);
        return end != null && clock.instant().isBefore(end);
    }
}
