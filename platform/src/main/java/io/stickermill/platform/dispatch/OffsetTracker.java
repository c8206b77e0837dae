package io.stickermill.platform.dispatch;

import java.util.BitSet;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which offsets of one partition are finished. The prefix is the first offset that is not: what may be committed.
 * Not safe for threads.
 */
final class OffsetTracker {

    private final NavigableSet<Long> unfinished = new TreeSet<>();

    /** Above {@link #next}: what an earlier owner had finished and this one has not met yet. */
    private final NavigableSet<Long> finishedBefore = new TreeSet<>();

    /** One above the highest offset met. */
    private long next;

    /**
     * @param committed where the partition starts, or -1 when nothing was ever committed
     * @param finished offsets above it that an earlier owner had finished, relative to it
     */
    OffsetTracker(long committed, BitSet finished) {
        next = committed;
        finished.stream().forEach(bit -> finishedBefore.add(committed + bit));
    }

    /** False when there is nothing to do for this offset: it is finished, or in work already. */
    boolean take(long offset) {
        boolean done = finishedBefore.remove(offset);
        finishedBefore.headSet(offset).clear();
        next = Math.max(next, offset + 1);
        return !done && unfinished.add(offset);
    }

    /** False when the offset is not in work. */
    boolean finish(long offset) {
        return unfinished.remove(offset);
    }

    /** -1 when nothing was met yet. */
    long prefix() {
        return unfinished.isEmpty() ? next : unfinished.first();
    }

    /**
     * Finished offsets above the prefix, relative to it, as many as the metadata can hold; an offset that never came counts
     * as finished.
     */
    BitSet finishedAhead() {
        long prefix = prefix();
        long end = prefix + OffsetMetadata.MAX_BITS;
        BitSet ahead = new BitSet();
        ahead.set(0, (int) (Math.min(next, end) - prefix));
        unfinished.headSet(end).forEach(offset -> ahead.clear((int) (offset - prefix)));
        finishedBefore.headSet(end).forEach(offset -> ahead.set((int) (offset - prefix)));
        return ahead;
    }

    /** Offsets from the prefix to the highest one met. */
    long span() {
        return next - prefix();
    }
}
