package io.stickermill.history.library;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many things of a kind each person has open at once. */
final class Turns {

    private final int most;
    private final Map<Object, Integer> open = new ConcurrentHashMap<>();

    Turns(int most) {
        this.most = most;
    }

    /** Whether one more may be opened; if so, it is to be given back. */
    boolean take(Object who) {
        boolean[] taken = new boolean[1];
        open.compute(who, (_, now) -> {
            int before = now == null ? 0 : now;
            taken[0] = before < most;
            return taken[0] ? Integer.valueOf(before + 1) : now;
        });
        return taken[0];
    }

    void giveBack(Object who) {
        open.computeIfPresent(who, (_, now) -> now == 1 ? null : now - 1);
    }
}
