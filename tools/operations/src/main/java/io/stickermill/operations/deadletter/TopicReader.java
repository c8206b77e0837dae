package io.stickermill.operations.deadletter;

import io.stickermill.common.NotReached;
import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what lies in topics; takes part in no consumer group, so that nobody's offsets move. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, Object> connection;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    TopicReader(Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        // A broker answers one request of a connection at a time: what is asked after a poll would wait behind a fetch
        // that waits half a second for records.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        this.consumer = asked(() -> RawConsumer.open(settings));
    }

    /** Every record of a topic from a time on, up to what is there now. Nothing of a topic that there is not. */
    void read(String topic, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> ends = asked(() -> consumer.endOffsets(partitions));
        var begins = asked(() -> consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> since.toEpochMilli()))));
        consumer.assign(partitions);
        partitions.forEach(partition -> {
            var begin = begins.get(partition);
            consumer.seek(partition, begin == null ? end(ends, partition) : begin.offset());
        });
        Instant heard = Instant.now();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
            var records = asked(() -> consumer.poll(POLL));
            if (!records.isEmpty()) {
                heard = Instant.now();
            } else if (heard.isBefore(Instant.now().minus(SILENCE))) {
                throw NotReached.broker(
                        connection,
                        new TimeoutException("it gives no more of " + topic + " since " + SILENCE.toSeconds() + " s"));
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            }
        }
    }

    /** What stands at one place; or why there is nothing, in words for people. */
    sealed interface Found {
        record There(ConsumerRecord<byte[], byte[]> record) implements Found {}

        record Nothing(String why) implements Found {}
    }

    Found find(RecordPlace place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!partitions(place.topic()).contains(partition)) {
            return new Found.Nothing(
                    "The broker has no partition " + place.partition() + " of a topic " + place.topic() + ".");
        }
        long begin = end(asked(() -> consumer.beginningOffsets(List.of(partition))), partition);
        long end = end(asked(() -> consumer.endOffsets(List.of(partition))), partition);
        if (place.offset() < begin) {
            return new Found.Nothing(place + " has expired: " + place.topic() + " keeps its records for some days only,"
                    + " and the oldest in this partition is now " + begin + ".");
        }
        if (place.offset() >= end) {
            return new Found.Nothing("There is no " + place + " yet: its partition ends before " + end + ".");
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        Instant since = Instant.now();
        while (consumer.position(partition) <= place.offset()) {
            Optional<ConsumerRecord<byte[], byte[]>> first =
                    asked(() -> consumer.poll(POLL)).records(partition).stream().findFirst();
            if (first.isPresent()) {
                return first.get().offset() == place.offset()
                        ? new Found.There(first.get())
                        : new Found.Nothing("There is no record at " + place + ".");
            }
            if (since.isBefore(Instant.now().minus(SILENCE))) {
                break;
            }
        }
        throw NotReached.broker(connection, new TimeoutException("it does not give " + place));
    }

    private List<TopicPartition> partitions(String topic) {
        return asked(() -> RawConsumer.partitions(consumer, topic));
    }

    private static long end(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw NotReached.broker(connection, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
