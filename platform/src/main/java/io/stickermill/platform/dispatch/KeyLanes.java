package io.stickermill.platform.dispatch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Serial per key, side by side across keys: work may start when all that came before it in its lane has left. Not safe for threads. */
final class KeyLanes<K, W> {

    /** A lane holds the work that is under way first, then what waits behind it. */
    private final Map<K, Queue<W>> lanes = new HashMap<>();

    private final Queue<W> empty = new ArrayDeque<>(0);

    /** True when the work may start at once. */
    boolean enter(K key, W work) {
        Queue<W> lane = lanes.computeIfAbsent(key, ignored -> new ArrayDeque<>(1));
        lane.add(work);
        return lane.size() == 1;
    }

    /** The work under way has left; gives the one that may start now, null when the lane is empty. */
    @Nullable
    W leave(K key) {
        Queue<W> lane = lanes.get(key);
        if (lane == null) {
            return null;
        }
        lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
        return lane.peek();
    }

    /** What is under way and what waits behind it. */
    Iterable<W> of(K key) {
        return lanes.getOrDefault(key, empty);
    }

    void clear() {
        lanes.clear();
    }
}
