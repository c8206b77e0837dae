package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A group of its own on a real broker: its topic, retry and dead-letter topics, and what a test asks about them. */
final class TestGroup implements AutoCloseable {

    private final String bootstrap;
    private final String topic;
    private final GroupTopics topics;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param retryDelays one retry topic each */
    TestGroup(String bootstrap, int partitions, Duration... retryDelays) {
        this(bootstrap, "group-" + UUID.randomUUID(), retryDelays);
        List<NewTopic> all = new ArrayList<>(
                List.of(new NewTopic(topic, partitions, (short) 1), new NewTopic(topics.deadLetters(), 1, (short) 1)));
        topics.retries().forEach(retry -> all.add(new NewTopic(retry.name(), 1, (short) 1)));
        await(admin.createTopics(all).all());
        // Answered once every partition has its leader: of batches sent before, a later one can be taken for the first.
        // The
        // broker may not know a topic yet that it has just made.
        Awaitility.await("the topics' leaders")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> lag() == 0);
    }

    private TestGroup(String bootstrap, String groupId, Duration... retryDelays) {
        this.bootstrap = bootstrap;
        this.topic = groupId + ".work";
        this.topics = new GroupTopics(
                groupId,
                IntStream.range(0, retryDelays.length)
                        .mapToObj(i -> new RetryTopic(groupId + ".retry-" + i, retryDelays[i]))
                        .toList(),
                groupId + ".dlt");
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Of the broker that all tests of this JVM share. */
    static String sharedBroker() {
        return bootstrap(LocalParts.shared(EnumSet.of(PartKind.BROKER)));
    }

    static String bootstrap(LocalParts parts) {
        return "127.0.0.1:" + parts.port(PartKind.BROKER);
    }

    /** The same group, seen from another process. */
    static TestGroup joined(String bootstrap, String groupId) {
        return new TestGroup(bootstrap, groupId);
    }

    String id() {
        return topics.groupId();
    }

    String topic() {
        return topic;
    }

    String retryTopic(int index) {
        return topics.retries().get(index).name();
    }

    Dispatcher dispatcher(
            RecordHandler<String> handler, Workers workers, DispatcherSettings settings, MeterRegistry meters) {
        return dispatcher(List.of(new Subscription<>(topic, TestGroup::read, handler, workers)), settings, meters);
    }

    Dispatcher dispatcher(
            RecordHandler<String> handler,
            Workers workers,
            DispatcherSettings settings,
            MeterRegistry meters,
            RecordMemory.Share memory) {
        return dispatcher(
                List.of(new Subscription<>(topic, TestGroup::read, handler, workers)), settings, meters, memory);
    }

    Dispatcher dispatcher(List<Subscription<?>> subscriptions, DispatcherSettings settings, MeterRegistry meters) {
        return dispatcher(subscriptions, settings, meters, new RecordMemory(settings.memory()).share());
    }

    /** One that tells the time by that clock. */
    Dispatcher dispatcher(RecordHandler<String> handler, Clock clock) {
        DispatcherSettings settings = DispatcherSettings.defaults();
        return dispatcher(
                List.of(new Subscription<>(topic, TestGroup::read, handler, Workers.virtual(1))),
                settings,
                new SimpleMeterRegistry(),
                new RecordMemory(settings.memory()).share(),
                clock);
    }

    private Dispatcher dispatcher(
            List<Subscription<?>> subscriptions,
            DispatcherSettings settings,
            MeterRegistry meters,
            RecordMemory.Share memory) {
        return dispatcher(subscriptions, settings, meters, memory, Clock.systemUTC());
    }

    private Dispatcher dispatcher(
            List<Subscription<?>> subscriptions,
            DispatcherSettings settings,
            MeterRegistry meters,
            RecordMemory.Share memory,
            Clock clock) {
        Map<String, Object> connection = Map.of("bootstrap.servers", bootstrap);
        return new Dispatcher(
                topics,
                subscriptions,
                settings,
                FaultClassifier.standard(),
                connection,
                connection,
                meters,
                Traces.none(),
                memory,
                clock);
    }

    /** Text, unless it begins with a byte that no UTF-8 begins with. */
    static String read(byte[] bytes) throws UnreadableValueException {
        if (bytes.length > 0 && bytes[0] == (byte) 0xff) {
            throw new UnreadableValueException("poison", null);
        }
        return new String(bytes, UTF_8);
    }

    RecordMetadata produce(String key, String value) {
        return produce(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    RecordMetadata produce(int partition, String key, String value) {
        return produce(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    RecordMetadata produce(ProducerRecord<byte[], byte[]> record) {
        return await(producer.send(record));
    }

    /** Returns before the broker has it; the next synchronous one waits for both. */
    void produceSoon(String key, String value) {
        var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    void flush() {
        producer.flush();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topics.deadLetters(), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return await(admin.listConsumerGroupOffsets(id()).partitionsToOffsetAndMetadata());
    }

    /** Records of all the group's topics above its committed offsets. */
    long lag() {
        List<String> names = Stream.concat(
                        Stream.of(topic), topics.retries().stream().map(RetryTopic::name))
                .toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        await(admin.describeTopics(names).allTopicNames())
                .forEach((name, description) -> description
                        .partitions()
                        .forEach(partition ->
                                ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        return await(admin.listOffsets(ends).all()).entrySet().stream()
                .mapToLong(end -> end.getValue().offset()
                        - (committed.get(end.getKey()) == null
                                ? 0
                                : committed.get(end.getKey()).offset()))
                .sum();
    }

    /** Partitions of the topic that each member owns now. */
    Map<String, Integer> members() {
        Map<String, Integer> owned = new HashMap<>();
        await(admin.describeConsumerGroups(List.of(id())).describedGroups().get(id()))
                .members()
                .forEach(member -> owned.put(member.consumerId(), (int) member.assignment().topicPartitions().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .count()));
        return owned;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }

    private static <V> V await(org.apache.kafka.common.KafkaFuture<V> future) {
        return await((java.util.concurrent.Future<V>) future.toCompletionStage().toCompletableFuture());
    }

    private static <V> V await(java.util.concurrent.Future<V> future) {
        try {
            return future.get(30, java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
