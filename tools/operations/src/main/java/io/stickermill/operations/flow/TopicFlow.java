package io.stickermill.operations.flow;

/**
 * A topic at this moment.
 *
 * @param partitions how many it has
 * @param end records that have ever come
 * @param records that lie in it
 * @param lastMinute records that came within the last minute, by the broker's clock
 */
public record TopicFlow(String name, int partitions, long end, long records, long lastMinute) {}
