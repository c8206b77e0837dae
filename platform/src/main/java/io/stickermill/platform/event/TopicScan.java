package io.stickermill.platform.event;

import io.stickermill.platform.dispatch.UnreadableValueException;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads what lies in a topic, from a time up to what is there now, without taking part in a consumer group: nobody's
 * offsets move. What can't be read is passed over with a line in the log; it lies in dead letters already.
 */
public final class TopicScan {

    private static final Logger log = LoggerFactory.getLogger(TopicScan.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ConsumerFactory<?, ?> consumers;
    private final EventCodec codec;

    TopicScan(ConsumerFactory<?, ?> consumers, EventCodec codec) {
        this.consumers = consumers;
        this.codec = codec;
    }

    /** One record: its value, and its bytes as they are. */
    public record Found<T>(T value, byte[] encoded) {}

    /** Gives the number of records that were read. */
    public <T extends SpecificRecord> long read(
            Topic<T> topic, Instant since, java.util.function.Consumer<Found<T>> each) {
        try (Consumer<byte[], byte[]> consumer = consumer("topic-scan")) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            return read(consumer, topic, since, consumer.endOffsets(partitions), each);
        }
    }

    /** Only what a group has finished with: up to its committed offsets. */
    public <T extends SpecificRecord> long readFinished(
            Topic<T> topic, ConsumerGroup group, Instant since, java.util.function.Consumer<Found<T>> each) {
        try (Consumer<byte[], byte[]> consumer = consumer(group.id())) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(java.util.Set.copyOf(partitions(consumer, topic)));
            committed.forEach((partition, offset) -> ends.put(partition, offset == null ? 0 : offset.offset()));
            return read(consumer, topic, since, ends, each);
        }
    }

    private <T extends SpecificRecord> long read(
            Consumer<byte[], byte[]> consumer,
            Topic<T> topic,
            Instant since,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<Found<T>> each) {
        consumer.assign(ends.keySet());
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(Function.identity(), _ -> since.toEpochMilli())));
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp begin = begins.get(partition);
            consumer.seek(partition, begin == null ? end : begin.offset());
        });
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end && record.value() != null) {
                    try {
                        each.accept(new Found<>(codec.decode(topic, record.value()), record.value()));
                        count++;
                    } catch (UnreadableValueException e) {
                        log.warn("{}-{}@{} can't be read", record.topic(), record.partition(), record.offset());
                    }
                }
            }
        }
        return count;
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> consumer(String group) {
        Properties plain = new Properties();
        // Asked for by assignment alone: with the group protocol's settings the client would refuse.
        plain.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        plain.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        plain.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        plain.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return (Consumer<byte[], byte[]>) consumers.createConsumer(group, null, "scan", plain);
    }
}
