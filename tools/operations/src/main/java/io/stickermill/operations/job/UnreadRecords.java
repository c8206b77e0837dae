package io.stickermill.operations.job;

import io.stickermill.operations.flow.Flow;
import io.stickermill.operations.flow.GroupFlow;
import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What waits in topics: photos that generation has not taken yet, and what has failed and waits for another try. */
final class UnreadRecords {

    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For each group. */
    private static final int MOST = 200;

    private final Map<String, Object> connection;

    UnreadRecords(Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
    }

    List<UnreadRecord> in(Flow flow) {
        List<UnreadRecord> found = new ArrayList<>();
        for (ConsumerGroup group : ConsumerGroup.values()) {
            flow.group(group.id()).ifPresent(there -> found.addAll(of(group, there)));
        }
        return found;
    }

    private List<UnreadRecord> of(ConsumerGroup group, GroupFlow flow) {
        List<String> topics = new ArrayList<>(
                group.retryTopics().stream().map(ConsumerGroup.RetryTopic::name).toList());
        if (group == ConsumerGroup.GENERATION) {
            topics.add(Topics.PHOTO_REQUESTS.name());
        }
        Map<TopicPartition, GroupFlow.Place> places = new LinkedHashMap<>();
        topics.forEach(topic -> flow.reading(topic)
                .ifPresent(reading -> reading.places().stream()
                        .filter(place -> place.lag() > 0)
                        .forEach(place -> places.put(new TopicPartition(topic, place.partition()), place))));
        return places.isEmpty() ? List.of() : read(group, places);
    }

    private List<UnreadRecord> read(ConsumerGroup group, Map<TopicPartition, GroupFlow.Place> places) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * 1024 * 1024);
        List<UnreadRecord> found = new ArrayList<>();
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = RawConsumer.open(settings)) {
            consumer.assign(places.keySet());
            places.forEach((partition, place) -> consumer.seek(partition, place.next()));
            while (found.size() < MOST
                    && System.nanoTime() - begin < LONGEST.toNanos()
                    && places.entrySet().stream()
                            .anyMatch(each -> consumer.position(each.getKey())
                                    < each.getValue().end())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found.add(UnreadRecord.of(group.id(), record));
                }
            }
        }
        return found;
    }
}
