package io.stickermill.platform.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions that stand still: records lie at the broker, nothing here keeps them back, and none comes. A consumer can come to
 * this after it was taken for dead and joined its group again, and stays so until another takes its place.
 */
final class Stalls {

    private final int looks;
    private Map<TopicPartition, Still> still = new HashMap<>();

    /** @param looks so often in a row is a partition seen before it is taken to stand still */
    Stalls(int looks) {
        this.looks = looks;
    }

    private record Still(long next, int seen) {}

    /**
     * Looks once.
     *
     * @param next of each partition that is being read, one above the highest offset that came; -1 where none came yet
     * @param ends of the partitions
     * @return those that stand still, if there are records that have not come: the oldest may have been removed
     */
    Set<TopicPartition> look(Map<TopicPartition, Long> next, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Still> now = new HashMap<>();
        Set<TopicPartition> stalled = new HashSet<>();
        next.forEach((partition, offset) -> {
            if (ends.getOrDefault(partition, 0L) <= Math.max(0, offset)) {
                return;
            }
            Still before = still.get(partition);
            int seen = before != null && before.next() == offset ? before.seen() + 1 : 1;
            now.put(partition, new Still(offset, seen));
            if (seen >= looks) {
                stalled.add(partition);
            }
        });
        still = now;
        return stalled;
    }
}
