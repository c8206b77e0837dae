package io.stickermill.operations.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Records of a person that still lie in topics, those of the consumer groups among them: by their key, or what stands in them. */
public final class PersonRecords {

    private static final Duration POLL = Duration.ofMillis(500);

    private PersonRecords() {}

    /**
     * Those of one topic.
     *
     * @param latest when the last of them was published
     */
    public record Found(long records, Instant latest) {}

    /**
     * Reads all topics from their beginnings to where they end now, without being a member of any group.
     *
     * @param broker how to reach it, {@code bootstrap.servers} at least
     * @return those that have any
     */
    public static SortedMap<String, Found> of(UUID userId, long telegramId, Map<String, Object> broker) {
        SortedMap<String, Found> found = new TreeMap<>();
        byte[] user = userId.toString().getBytes(UTF_8);
        byte[] key = Long.toString(telegramId).getBytes(UTF_8);
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        try (KafkaConsumer<byte[], byte[]> consumer = RawConsumer.open(settings)) {
            for (String topic : topics()) {
                List<TopicPartition> partitions = RawConsumer.partitions(consumer, topic);
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        if (Arrays.equals(record.key(), key) || contains(record.value(), user)) {
                            Instant at = Instant.ofEpochMilli(record.timestamp());
                            found.merge(
                                    topic,
                                    new Found(1, at),
                                    (one, other) -> new Found(
                                            one.records() + 1,
                                            one.latest().isAfter(other.latest()) ? one.latest() : other.latest()));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> topics() {
        return Stream.concat(
                        Topics.all().stream().map(Topic::name),
                        Arrays.stream(ConsumerGroup.values())
                                .flatMap(group -> Stream.concat(
                                        group.retryTopics().stream().map(ConsumerGroup.RetryTopic::name),
                                        Stream.of(group.deadLetterTopic()))))
                .toList();
    }

    private static boolean contains(byte[] value, byte[] part) {
        if (value == null) {
            return false;
        }
        for (int at = 0; at <= value.length - part.length; at++) {
            if (value[at] == part[0] && Arrays.equals(value, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
