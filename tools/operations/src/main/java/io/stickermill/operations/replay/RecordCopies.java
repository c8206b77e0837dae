package io.stickermill.operations.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.topic.RawConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads ranges of a topic without taking part in a group, and publishes what is in them again. */
final class RecordCopies implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final String RUN_ID = "run_id";
    /** On what was published again: the next replay of the run takes the originals alone. */
    private static final String REPLAYED = "replayed";

    /** The dispatcher's headers, see {@code io.stickermill.platform.dispatch.Origin}. */
    private static final String OURS = "stickermill.";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    RecordCopies(Map<String, Object> connection) {
        this.consumer = RawConsumer.open(connection);
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 10 * 1024 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    long toRetryTopic(List<Range> ranges, String retryTopic) {
        return publish(
                ranges,
                _ -> true,
                record ->
                        new ProducerRecord<>(retryTopic, null, null, record.key(), record.value(), withOrigin(record)));
    }

    long countRun(List<Range> ranges, UUID run) {
        long[] found = new long[1];
        read(ranges, record -> found[0] += isOf(run, record) ? 1 : 0);
        return found[0];
    }

    long publishRun(List<Range> ranges, String topic, UUID run) {
        return publish(
                ranges,
                record -> isOf(run, record),
                record -> new ProducerRecord<>(
                        topic, null, null, record.key(), record.value(), replayed(record.headers())));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    private interface Copy {
        ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record);
    }

    private interface Choice {
        boolean takes(ConsumerRecord<byte[], byte[]> record);
    }

    private long publish(List<Range> ranges, Choice choice, Copy copy) {
        long[] count = new long[1];
        Exception[] failure = new Exception[1];
        read(ranges, record -> {
            if (choice.takes(record)) {
                var _ = producer.send(copy.of(record), (_, e) -> {
                    if (e != null) {
                        failure[0] = e;
                    }
                });
                count[0]++;
            }
        });
        producer.flush();
        if (failure[0] != null) {
            throw new IllegalStateException("Kafka did not take every record (" + failure[0].getMessage()
                    + "): replay the same range again," + " what came twice changes nothing.");
        }
        return count[0];
    }

    private void read(List<Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = ranges.stream()
                .filter(range -> range.records() > 0)
                .collect(Collectors.toMap(Range::partition, Range::to));
        consumer.assign(ends.keySet());
        ranges.stream()
                .filter(range -> range.records() > 0)
                .forEach(range -> consumer.seek(range.partition(), range.from()));
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    each.accept(record);
                }
            }
        }
    }

    static boolean isOf(UUID run, ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(RUN_ID);
        return header != null
                && Arrays.equals(header.value(), run.toString().getBytes(UTF_8))
                && record.headers().lastHeader(REPLAYED) == null;
    }

    private static Headers replayed(Headers own) {
        return new RecordHeaders(own.toArray()).add(REPLAYED, "yes".getBytes(UTF_8));
    }

    private static Headers withOrigin(ConsumerRecord<?, ?> record) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(OURS)) {
                headers.add(header);
            }
        }
        Map.of(
                        "topic", record.topic(),
                        "partition", Integer.toString(record.partition()),
                        "offset", Long.toString(record.offset()),
                        "timestamp", Instant.ofEpochMilli(record.timestamp()).toString(),
                        "attempts", "0",
                        "due", Instant.EPOCH.toString(),
                        "cause", "replay")
                .forEach((name, value) -> headers.add(OURS + name, value.getBytes(UTF_8)));
        return headers;
    }
}
