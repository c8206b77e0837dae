package io.stickermill.emulator.sticker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code getStickerSet} shows a change a moment late, as it does in Telegram; a restart forgets the moment. */
public final class SetLag {

    /** As long as other bots wait between their looks. */
    private static final Duration USUAL = Duration.ofMillis(500);

    private final Clock clock;
    private final Map<String, Deque<Before>> changes = new HashMap<>();
    private Duration lag = USUAL;

    public SetLag(Clock clock) {
        this.clock = clock;
    }

    private record Before(Instant until, Optional<StickerSet> set) {}

    /** How late a change is seen, from now on. */
    public synchronized void set(Duration other) {
        if (other.isNegative()) {
            throw new IllegalArgumentException("A lag can't be negative; 0 is none");
        }
        lag = other;
    }

    /** How late a change is seen. */
    public synchronized Duration lag() {
        return lag;
    }

    /** @param before what the set was until now; empty if there was none */
    synchronized void changed(String name, Optional<StickerSet> before) {
        if (lag.isPositive()) {
            changes.computeIfAbsent(key(name), _ -> new ArrayDeque<>())
                    .addLast(new Before(clock.instant().plus(lag), before));
        }
    }

    /** What is seen of it now. */
    synchronized Optional<StickerSet> seen(String name, Supplier<Optional<StickerSet>> asItIs) {
        Deque<Before> hidden = changes.getOrDefault(key(name), new ArrayDeque<>());
        while (!hidden.isEmpty() && !hidden.getFirst().until().isAfter(clock.instant())) {
            hidden.removeFirst();
        }
        if (hidden.isEmpty()) {
            changes.remove(key(name));
            return asItIs.get();
        }
        return hidden.getFirst().set();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
