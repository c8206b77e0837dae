package io.stickermill.operations.replay;

import org.apache.kafka.common.TopicPartition;

/**
 * What of one partition is replayed.
 *
 * @param from first offset
 * @param to first offset that is not replayed
 */
public record Range(TopicPartition partition, long from, long to) {

    public long records() {
        return Math.max(0, to - from);
    }
}
