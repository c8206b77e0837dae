package io.stickermill.operations.topic;

import io.stickermill.common.NotReached;
import io.stickermill.schemas.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a few records from anywhere in a topic. It takes part in no consumer group, and never reads for long. */
public final class TopicBrowser {

    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(150);

    /** Records that are read for one page, wanted or not. */
    private static final int MOST_LOOKED = 5_000;

    private static final int FETCH_BYTES = 2 * 1024 * 1024;

    private final Map<String, Object> connection;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    public TopicBrowser(Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
    }

    /** Where reading begins. */
    public sealed interface From {

        record Beginning() implements From {}

        /** The last records of each partition, so many of them all together. */
        record End() implements From {}

        /** The first records of this time or later. */
        record At(Instant time) implements From {}

        /** The same offset in each partition. */
        record Offset(long offset) implements From {}

        /** A place in each partition that is named. */
        record Places(Map<Integer, Long> offsets) implements From {

            @Override
            public String toString() {
                return new TreeMap<>(offsets)
                        .entrySet().stream()
                                .map(each -> each.getKey() + ":" + each.getValue())
                                .collect(Collectors.joining(","));
            }
        }

        /** @throws IllegalArgumentException that says what may be given */
        static From parse(String text) {
            if (text.equals("beginning")) {
                return new Beginning();
            }
            if (text.equals("end")) {
                return new End();
            }
            if (text.matches("\\d{1,18}")) {
                return new Offset(Long.parseLong(text));
            }
            if (text.matches("\\d{1,4}:\\d{1,18}(,\\d{1,4}:\\d{1,18}){0,999}")) {
                Map<Integer, Long> offsets = new HashMap<>();
                for (String place : text.split(",")) {
                    String[] parts = place.split(":", 2);
                    offsets.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
                }
                return new Places(offsets);
            }
            try {
                return new At(Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "`" + text + "` is no place in a topic: give beginning, end, an offset, or a time such as"
                                + " 2026-01-31T03:00:00Z.",
                        e);
            }
        }
    }

    /**
     * The first records from a place on that are wanted.
     *
     * @param partition only this one; empty for all
     * @param most records that are given
     * @throws IllegalArgumentException if there is no such topic or partition
     * @throws NotReached if the broker does not answer
     */
    public TopicPage read(
            String topic,
            From from,
            Optional<Integer> partition,
            int most,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = RawConsumer.partitions(consumer, topic).stream()
                    .filter(each -> partition.isEmpty() || partition.get() == each.partition())
                    .filter(each -> !(from instanceof From.Places places)
                            || places.offsets().containsKey(each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalArgumentException("There is no topic " + topic
                        + partition.map(number -> " with a partition " + number).orElse("") + ".");
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            begins(consumer, partitions, from, most, ends).forEach(consumer::seek);
            return page(consumer, ends, most, from instanceof From.End, wanted);
        } catch (KafkaException e) {
            throw NotReached.broker(connection, e);
        }
    }

    /** The record at one place. */
    public Optional<ConsumerRecord<byte[], byte[]>> record(RecordPlace place) {
        return read(
                        place.topic(),
                        new From.Places(Map.of(place.partition(), place.offset())),
                        Optional.of(place.partition()),
                        1,
                        _ -> true)
                .records()
                .stream()
                .filter(record -> record.offset() == place.offset())
                .findFirst();
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / 4);
        return RawConsumer.open(settings);
    }

    private static Map<TopicPartition, Long> begins(
            KafkaConsumer<?, ?> consumer,
            List<TopicPartition> partitions,
            From from,
            int most,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Function<TopicPartition, Long> wanted = switch (from) {
            case From.Beginning _ -> partition -> 0L;
            case From.End _ -> {
                long each = Math.ceilDiv(most, partitions.size());
                yield partition -> ends.getOrDefault(partition, 0L) - each;
            }
            case From.Offset(long offset) -> partition -> offset;
            case From.Places(Map<Integer, Long> offsets) ->
                partition -> offsets.getOrDefault(partition.partition(), 0L);
            case From.At(Instant time) -> {
                Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> time.toEpochMilli())));
                yield partition -> {
                    OffsetAndTimestamp at = found.get(partition);
                    // Nothing is so young.
                    return at == null ? ends.getOrDefault(partition, 0L) : at.offset();
                };
            }
        };
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> {
            long begin = first.getOrDefault(partition, 0L);
            return Math.clamp(wanted.apply(partition), begin, Math.max(begin, ends.getOrDefault(partition, 0L)));
        }));
    }

    /** Of the end everything is read, since a later partition may have younger ones; of other places until it is enough. */
    private static TopicPage page(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            int most,
            boolean all,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>();
        ends.keySet().forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        int looked = 0;
        long begin = System.nanoTime();
        boolean atEnd = isAtEnd(next, ends);
        while (!atEnd
                && (all || found.size() < most)
                && looked < MOST_LOOKED
                && System.nanoTime() - begin < LONGEST.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!all && found.size() >= most) {
                    break;
                }
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= ends.getOrDefault(partition, 0L)) {
                    continue;
                }
                looked++;
                next.put(record.partition(), record.offset() + 1);
                if (wanted.test(record)) {
                    found.add(record);
                }
            }
            // Where the last records are markers or were compacted, no record says that the end is reached.
            ends.keySet().stream()
                    .filter(partition ->
                            consumer.position(partition) >= ends.getOrDefault(partition, 0L) && found.size() < most)
                    .forEach(partition -> next.put(partition.partition(), ends.getOrDefault(partition, 0L)));
            atEnd = isAtEnd(next, ends);
        }
        found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return new TopicPage(found, looked, new From.Places(next).toString(), atEnd);
    }

    private static boolean isAtEnd(Map<Integer, Long> next, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(each -> next.getOrDefault(each.getKey().partition(), 0L) >= each.getValue());
    }
}
