package io.stickermill.delivery.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a job takes from when its chat's turn comes. It is seen, not computed from the number of workers: a chat's next
 * sticker comes that much after the one before, with everything that other chats ask for in between. Of the last jobs,
 * seen by this process.
 */
final class Pace {

    private static final int SAMPLES = 50;

    private final Map<Long, Instant> lastReady = new HashMap<>();
    private final Deque<Duration> samples = new ArrayDeque<>();

    /** A sticker of the chat is ready; its photo came at {@code receivedAt}. */
    synchronized void ready(long chatId, Instant receivedAt, Instant now) {
        Instant before = lastReady.put(chatId, now);
        Instant turn = before != null && before.isAfter(receivedAt) ? before : receivedAt;
        if (turn.isBefore(now)) {
            samples.addLast(Duration.between(turn, now));
            if (samples.size() > SAMPLES) {
                samples.removeFirst();
            }
        }
    }

    /** The median. Empty as long as nothing has been seen. */
    synchronized Optional<Duration> perJob() {
        List<Duration> sorted = samples.stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    synchronized void forgetBefore(Instant oldest) {
        lastReady.values().removeIf(ready -> ready.isBefore(oldest));
    }
}
