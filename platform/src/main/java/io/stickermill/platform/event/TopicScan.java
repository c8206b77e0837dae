package io.stickermill.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.dispatch.ForgottenPersonException;
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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads what lies in a topic, from a time up to what is there now, without taking part in a consumer group: nobody's
 * offsets move. What can't be read is passed over with a line in the log; it lies in dead letters already. What is of a person
 * who has been forgotten is passed over without.
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

    /** One record: its value, its bytes as they are, and its headers. */
    public record Found<T>(T value, byte[] encoded, Headers headers) {

        /** The last one of the name, as text; null when there is none. */
        public @Nullable String header(String name) {
            Header header = headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
        }
    }

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

    /** The offset after the last record of each partition, as of now. */
    public Map<TopicPartition, Long> ends(Topic<?> topic) {
        try (Consumer<byte[], byte[]> consumer = consumer("topic-scan")) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            // Without that the client warns of offsets that it has no use for.
            consumer.assign(partitions);
            return consumer.endOffsets(partitions);
        }
    }

    /** Reads from one place to another. Partitions without a first offset are read from their beginning. */
    public <T extends SpecificRecord> long read(
            Topic<T> topic,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<Found<T>> each) {
        try (Consumer<byte[], byte[]> consumer = consumer("topic-scan")) {
            consumer.assign(ends.keySet());
            Map<TopicPartition, Long> first = consumer.beginningOffsets(ends.keySet());
            // What is gone by now can't be read, and would not be waited for in vain.
            ends.keySet()
                    .forEach(partition -> consumer.seek(
                            partition,
                            Math.max(begins.getOrDefault(partition, 0L), first.getOrDefault(partition, 0L))));
            return readTo(consumer, topic, ends, each);
        }
    }

    /**
     * From when on every record of the topic is there still; the oldest instant there is if none has ever gone. Of a
     * partition that is empty by now nothing is known but the topic's retention, which is not looked at here.
     */
    public Instant wholeSince(Topic<?> topic) {
        try (Consumer<byte[], byte[]> consumer = consumer("topic-scan")) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> cut = new HashMap<>(consumer.beginningOffsets(partitions));
            cut.entrySet()
                    .removeIf(first ->
                            first.getValue() == 0 || first.getValue() >= ends.getOrDefault(first.getKey(), 0L));
            consumer.assign(cut.keySet());
            cut.forEach(consumer::seek);
            Instant whole = Instant.MIN;
            while (!cut.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Instant time = Instant.ofEpochMilli(record.timestamp());
                    if (cut.remove(new TopicPartition(record.topic(), record.partition())) != null
                            && time.isAfter(whole)) {
                        whole = time;
                    }
                }
            }
            return whole;
        }
    }

    /** How many records a group has not finished with, of those before these ends. */
    public long unfinished(ConsumerGroup group, Map<TopicPartition, Long> ends) {
        try (Consumer<byte[], byte[]> consumer = consumer(group.id())) {
            consumer.assign(ends.keySet());
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(ends.keySet());
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet());
            return ends.entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata done = committed.get(end.getKey());
                        long from = done == null ? begins.getOrDefault(end.getKey(), 0L) : done.offset();
                        return Math.max(0, end.getValue() - from);
                    })
                    .sum();
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
        return readTo(consumer, topic, ends, each);
    }

    private <T extends SpecificRecord> long readTo(
            Consumer<byte[], byte[]> consumer,
            Topic<T> topic,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<Found<T>> each) {
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end && record.value() != null) {
                    try {
                        each.accept(new Found<>(codec.read(topic, record.value()), record.value(), record.headers()));
                        count++;
                    } catch (ForgottenPersonException forgotten) {
                        log.debug("{}-{}@{} is forgotten", record.topic(), record.partition(), record.offset());
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
        // A scan ends where the topic did: no question after a poll is to wait behind a fetch that waits for records.
        plain.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        plain.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        plain.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return (Consumer<byte[], byte[]>) consumers.createConsumer(group, null, "scan", plain);
    }
}
