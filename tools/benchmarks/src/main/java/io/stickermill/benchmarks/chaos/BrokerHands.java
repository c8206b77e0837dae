package io.stickermill.benchmarks.chaos;

import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What can be done to topics and groups by anyone who reaches the broker. */
final class BrokerHands {

    private static final int DUPLICATES_A_TOPIC = 6;

    private final String bootstrap;

    BrokerHands(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Some of each topic's latest records once more, byte by byte. */
    void duplicate(Random random) {
        try (var producer = producer()) {
            for (Topic<?> topic : Topics.all()) {
                List<ConsumerRecord<byte[], byte[]>> records = read(topic.name());
                for (int i = 0; i < DUPLICATES_A_TOPIC && !records.isEmpty(); i++) {
                    ConsumerRecord<byte[], byte[]> record = records.get(random.nextInt(records.size()));
                    var _ = producer.send(new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()));
                }
            }
            producer.flush();
        }
    }

    /** Bytes that nobody can read, into each topic. */
    void poison(Random random) {
        try (var producer = producer()) {
            for (Topic<?> topic : Topics.all()) {
                byte[] garbage = new byte[1 + random.nextInt(400)];
                random.nextBytes(garbage);
                var _ = producer.send(new ProducerRecord<>(topic.name(), garbage, garbage));
                // In the wire format, of a schema that nobody has registered.
                var _ = producer.send(new ProducerRecord<>(topic.name(), garbage, new byte[] {0, 127, 1, 2, 3, 9, 9}));
                var _ = producer.send(new ProducerRecord<>(topic.name(), garbage, new byte[0]));
            }
            producer.flush();
        }
    }

    /** Stickers that were ready too long ago to be sent, of jobs that no ledger knows any more. */
    void yesterday(Random random) {
        try (var producer = producer()) {
            List<ConsumerRecord<byte[], byte[]>> records = read(Topics.STICKER_READY.name());
            for (int i = 0; i < DUPLICATES_A_TOPIC && !records.isEmpty(); i++) {
                ConsumerRecord<byte[], byte[]> record = records.get(random.nextInt(records.size()));
                YesterdaysSticker.of(record, random).ifPresent(old -> {
                    var _ = producer.send(old);
                });
            }
            producer.flush();
        }
    }

    /** Records that no group of ours has finished with, per group; what waits for its time counts as well. */
    Map<String, Long> lag() throws ExecutionException, InterruptedException {
        Map<String, Long> lags = new HashMap<>();
        try (Admin admin = admin()) {
            for (ConsumerGroup group : ConsumerGroup.values()) {
                Map<TopicPartition, Long> committed = new HashMap<>();
                admin.listConsumerGroupOffsets(group.id())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> {
                            if (offset != null) {
                                committed.put(partition, offset.offset());
                            }
                        });
                long lag = admin
                        .listOffsets(
                                committed.keySet().stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
                        .all()
                        .get()
                        .entrySet()
                        .stream()
                        .mapToLong(end -> end.getValue().offset() - committed.getOrDefault(end.getKey(), 0L))
                        .filter(behind -> behind > 0)
                        .sum();
                lags.put(group.id(), lag);
            }
        }
        return lags;
    }

    /** The jobs whose records went through a retry topic: those may come late. */
    Set<String> retriedJobs() {
        Set<String> jobs = new HashSet<>();
        for (ConsumerGroup group : ConsumerGroup.values()) {
            group.retryTopics()
                    .forEach(topic -> forEach(topic.name(), record -> {
                        Header job = record.headers().lastHeader("job_id");
                        if (job != null && job.value() != null) {
                            jobs.add(new String(job.value(), java.nio.charset.StandardCharsets.UTF_8));
                        }
                    }));
        }
        return jobs;
    }

    /** Number of dead letters, over all groups. */
    long deadLetters() {
        long[] count = new long[1];
        for (ConsumerGroup group : ConsumerGroup.values()) {
            forEach(group.deadLetterTopic(), _ -> count[0]++);
        }
        return count[0];
    }

    /** What all topics take on the broker's disk, those of the broker itself included. */
    long bytes() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> folder.replicaInfos().values().stream())
                    .mapToLong(ReplicaInfo::size)
                    .sum();
        }
    }

    /** Hands every record of every topic of ours to somebody. */
    void forEachRecord(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Topics.all().forEach(topic -> forEach(topic.name(), reader));
        for (ConsumerGroup group : ConsumerGroup.values()) {
            group.retryTopics().forEach(topic -> forEach(topic.name(), reader));
            forEach(group.deadLetterTopic(), reader);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        forEach(topic, records::add);
        return records;
    }

    private void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer = RawConsumer.at(bootstrap)) {
            var partitions = RawConsumer.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(300)).forEach(reader);
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }
}
