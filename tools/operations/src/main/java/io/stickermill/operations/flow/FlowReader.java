package io.stickermill.operations.flow;

import io.stickermill.common.NotReached;
import io.stickermill.operations.topic.RawConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the broker how records flow; takes part in no consumer group. */
public final class FlowReader implements AutoCloseable {

    private static final Duration RATE = Duration.ofMinutes(1);

    /** Longer than this nobody waits to learn how old records are. */
    private static final Duration AGES = Duration.ofMillis(1500);

    private static final Duration POLL = Duration.ofMillis(100);

    /** More partitions than that are behind only where everything is: then the ages of some tell enough. */
    private static final int MOST_AGES = 48;

    private final Map<String, Object> connection;
    private final Admin admin;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    public FlowReader(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        this.connection = Map.copyOf(connection);
        this.admin = Admin.create(settings);
    }

    /**
     * Looks once.
     *
     * @param ages whether to look how old what is not read yet is, which reads a record of each partition that is behind
     * @throws NotReached if the broker does not answer
     */
    public Flow look(boolean ages) throws InterruptedException {
        try {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics().names().get())
                    .allTopicNames()
                    .get();
            Set<TopicPartition> partitions = topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toSet());
            // Read before the topics' ends, which by then are no nearer.
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new TreeMap<>();
            Map<String, ConsumerGroupDescription> groups = groups(committed);
            Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> last = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> minute = offsets(
                    partitions,
                    OffsetSpec.forTimestamp(Instant.now().minus(RATE).toEpochMilli()));
            List<GroupFlow> found = groups.values().stream()
                    .map(group -> flow(group, committed.getOrDefault(group.groupId(), Map.of()), first, last))
                    .toList();
            return new Flow(
                    topics.values().stream()
                            .map(topic -> flow(topic, first, last, minute))
                            .sorted(Comparator.comparing(TopicFlow::name))
                            .toList(),
                    ages ? withAges(found) : found);
        } catch (ExecutionException e) {
            throw NotReached.broker(connection, e);
        }
    }

    private Map<String, ConsumerGroupDescription> groups(Map<String, Map<TopicPartition, OffsetAndMetadata>> committed)
            throws ExecutionException, InterruptedException {
        Set<String> ids = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, ConsumerGroupDescription> groups =
                new TreeMap<>(admin.describeConsumerGroups(ids).all().get());
        committed.putAll(admin.listConsumerGroupOffsets(ids.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec())))
                .all()
                .get());
        return groups;
    }

    private static TopicFlow flow(
            TopicDescription topic,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> last,
            Map<TopicPartition, Long> minute) {
        long ended = 0;
        long records = 0;
        long came = 0;
        for (var info : topic.partitions()) {
            TopicPartition partition = new TopicPartition(topic.name(), info.partition());
            long end = at(last, partition);
            ended += end;
            records += Math.max(0, end - at(first, partition));
            // Below zero: nothing is so young.
            long begin = minute.getOrDefault(partition, -1L);
            came += begin < 0 ? 0 : Math.max(0, end - begin);
        }
        return new TopicFlow(topic.name(), topic.partitions().size(), ended, records, came);
    }

    private static GroupFlow flow(
            ConsumerGroupDescription group,
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> last) {
        Set<TopicPartition> read = new HashSet<>(committed.keySet());
        List<GroupFlow.Member> members = new ArrayList<>();
        for (MemberDescription member : group.members()) {
            Set<TopicPartition> assigned = member.assignment().topicPartitions();
            read.addAll(assigned);
            members.add(new GroupFlow.Member(
                    member.consumerId(),
                    member.clientId(),
                    member.host(),
                    assigned.stream()
                            .sorted(BY_NAME)
                            .map(TopicPartition::toString)
                            .toList()));
        }
        // One topic that it has begun to read, it reads whole.
        Set<String> names = read.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, List<GroupFlow.Place>> places = new TreeMap<>();
        last.keySet().stream()
                .filter(partition -> names.contains(partition.topic()))
                .sorted(BY_NAME)
                .forEach(partition -> places.computeIfAbsent(partition.topic(), _ -> new ArrayList<>())
                        .add(new GroupFlow.Place(
                                partition.partition(),
                                offset(committed.get(partition)),
                                at(first, partition),
                                at(last, partition),
                                null)));
        return new GroupFlow(
                group.groupId(),
                group.groupState().toString(),
                members,
                places.entrySet().stream()
                        .map(entry -> new GroupFlow.Reading(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private record Unread(TopicPartition partition, long offset) {}

    private List<GroupFlow> withAges(List<GroupFlow> groups) {
        List<Unread> unread = groups.stream()
                .flatMap(group -> group.readings().stream()
                        .flatMap(reading -> reading.places().stream()
                                .filter(place -> place.lag() > 0)
                                .map(place -> new Unread(
                                        new TopicPartition(reading.topic(), place.partition()), place.next()))))
                .distinct()
                .limit(MOST_AGES)
                .toList();
        if (unread.isEmpty()) {
            return groups;
        }
        Map<Unread, Instant> ages = ages(unread);
        return groups.stream()
                .map(group -> new GroupFlow(
                        group.id(),
                        group.state(),
                        group.members(),
                        group.readings().stream()
                                .map(reading -> withAges(reading, ages))
                                .toList()))
                .toList();
    }

    private static GroupFlow.Reading withAges(GroupFlow.Reading reading, Map<Unread, Instant> ages) {
        return new GroupFlow.Reading(
                reading.topic(),
                reading.places().stream()
                        .map(place -> new GroupFlow.Place(
                                place.partition(),
                                place.committed(),
                                place.first(),
                                place.end(),
                                place.lag() == 0
                                        ? null
                                        : ages.get(new Unread(
                                                new TopicPartition(reading.topic(), place.partition()), place.next()))))
                        .toList());
    }

    /** When each of these records came; without those that did not show themselves in time. */
    private Map<Unread, Instant> ages(List<Unread> unread) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        // The broker gives a whole batch all the same, and of one partition at a time: memory for one is enough.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        Map<Unread, Instant> ages = new HashMap<>();
        List<Unread> open = new ArrayList<>(unread);
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = RawConsumer.open(settings)) {
            while (!open.isEmpty() && System.nanoTime() - begin < AGES.toNanos()) {
                // Two groups may stand at two places of one partition: one place at a time.
                Map<TopicPartition, Unread> now = new HashMap<>();
                open.forEach(each -> now.putIfAbsent(each.partition(), each));
                consumer.assign(now.keySet());
                now.values().forEach(each -> consumer.seek(each.partition(), each.offset()));
                readOnce(consumer, now, ages, begin);
                open.removeAll(now.values());
            }
        }
        return ages;
    }

    private static void readOnce(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Unread> wanted,
            Map<Unread, Instant> ages,
            long begin) {
        Map<TopicPartition, Unread> left = new HashMap<>(wanted);
        while (!left.isEmpty() && System.nanoTime() - begin < AGES.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                @Nullable Unread found = left.remove(new TopicPartition(record.topic(), record.partition()));
                if (found != null) {
                    ages.put(found, Instant.ofEpochMilli(record.timestamp()));
                    consumer.pause(List.of(found.partition()));
                }
            }
        }
    }

    private static @Nullable Long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? null : committed.offset();
    }

    /** A partition that has come up meanwhile has nothing in it yet. */
    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
