package io.stickermill.platform.dispatch;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which offsets of one partition are finished. The prefix is the first offset that is not: what may be committed.
 * Not safe for threads.
 *
 * <p>A log can begin anew below what was met: its topic was created once more, or it was truncated. Its records are told
 * from those of the log before by their timestamps; what was finished of the log before says nothing of them.
 */
final class OffsetTracker {

    /** Offsets in work, and the timestamp of the record of each. */
    private final NavigableMap<Long, Long> unfinished = new TreeMap<>();

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
    boolean take(long offset, long timestamp) {
        Long inWork = unfinished.get(offset);
        if (inWork != null && inWork == timestamp) {
            return false;
        }
        if (offset < prefix() || inWork != null) {
            beginAnew(offset);
        }
        boolean done = finishedBefore.remove(offset);
        finishedBefore.headSet(offset).clear();
        next = Math.max(next, offset + 1);
        if (!done) {
            unfinished.put(offset, timestamp);
        }
        return !done;
    }

    /** False when the record is not in work: its log was replaced by another meanwhile. */
    boolean finish(long offset, long timestamp) {
        return unfinished.remove(offset, timestamp);
    }

    private void beginAnew(long offset) {
        unfinished.tailMap(offset).clear();
        finishedBefore.clear();
        next = offset;
    }

    /** -1 when nothing was met yet. */
    long prefix() {
        return unfinished.isEmpty() ? next : unfinished.firstKey();
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
        unfinished.headMap(end).keySet().forEach(offset -> ahead.clear((int) (offset - prefix)));
        finishedBefore.headSet(end).forEach(offset -> ahead.set((int) (offset - prefix)));
        return ahead;
    }

    /** One above the highest offset met, -1 when nothing was met yet. */
    long next() {
        return next;
    }

    /** The timestamp of the first record that is not finished, of those met. */
    OptionalLong oldest() {
        return unfinished.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(unfinished.firstEntry().getValue());
    }

    /** Offsets from the prefix to the highest one met. */
    long span() {
        return next - prefix();
    }
}
