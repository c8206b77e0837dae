package io.stickermill.platform.dispatch;

import io.stickermill.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic that a group consumes. Its records come to the same handler and workers when they return through a retry
 * topic.
 *
 * @param topic the topic's name at the broker
 */
public record Subscription<T>(String topic, ValueReader<T> reader, RecordHandler<T> handler, Workers workers) {

    public static <T extends SpecificRecord> Subscription<T> to(
            Topic<T> topic, ValueReader<T> reader, RecordHandler<T> handler, Workers workers) {
        return new Subscription<>(topic.name(), reader, handler, workers);
    }
}
