package io.stickermill.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/**
 * A topic that carries one record type, keyed by chat id as a decimal string (backfill's topics by item).
 *
 * @param name the topic's name at the broker
 * @param recordType the generated class of its values
 * @param partitions number of partitions; grows only by draining into a new topic, since per-chat order depends on it
 * @param retention how long a record is kept
 * @param retentionBytes size limit of one partition in bytes, where there is one
 * @param purpose one sentence for the docs: what the topic says
 */
@NullMarked
public record Topic<T extends SpecificRecord>(
        String name,
        Class<T> recordType,
        int partitions,
        Duration retention,
        OptionalLong retentionBytes,
        String purpose) {

    public Schema schema() {
        return SpecificData.get().getSchema(recordType);
    }

    /** The topic's settings in the broker's words. */
    public Map<String, String> brokerSettings() {
        return new TopicSettings(retention, retentionBytes).toMap();
    }
}
