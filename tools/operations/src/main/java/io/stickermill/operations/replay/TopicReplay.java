package io.stickermill.operations.replay;

import io.stickermill.common.NotReached;
import io.stickermill.schemas.ConsumerGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One replay of a topic to one group. Without an end it moves the group's offsets back; with one, or for one backfill run
 * only, the records in between are published again.
 */
public final class TopicReplay implements AutoCloseable {

    private static final Set<String> SEND_TO_PEOPLE =
            Set.of(ConsumerGroup.DELIVERY_TELEGRAM.id(), ConsumerGroup.GENERATION.id());

    private final String topic;
    private final Map<String, Object> broker;
    private final Admin admin;
    private final GroupAtRest group;
    private final List<Range> ranges;

    private TopicReplay(String topic, Map<String, Object> broker, Admin admin, GroupAtRest group, List<Range> ranges) {
        this.topic = topic;
        this.broker = broker;
        this.admin = admin;
        this.group = group;
        this.ranges = ranges;
    }

    /**
     * Finds out what would be replayed, and changes nothing.
     *
     * @param broker how to reach it, {@code bootstrap.servers} at least
     * @param to empty for all that the group has read; for a group that has read nothing yet, all that is there
     * @throws IllegalArgumentException if there is no such topic, or the group does not read it
     * @throws NotReached if the broker does not answer
     */
    public static TopicReplay plan(
            Map<String, Object> broker, String topic, String groupId, Position from, Optional<Position> to)
            throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        Admin admin = Admin.create(settings);
        try {
            if (!admin.listTopics().names().get().contains(topic)) {
                throw new IllegalArgumentException(
                        "There is no topic " + topic + ": `./stickermill topics` lists them.");
            }
            GroupAtRest group = GroupAtRest.look(admin, groupId);
            if (!group.isFresh() && !group.reads(topic)) {
                throw new IllegalArgumentException("The group " + groupId + " does not read " + topic
                        + ", it reads "
                        + group.committed().keySet().stream()
                                .map(TopicPartition::topic)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ".");
            }
            return new TopicReplay(topic, Map.copyOf(broker), admin, group, ranges(admin, topic, group, from, to));
        } catch (ExecutionException e) {
            admin.close();
            throw NotReached.broker(broker, e);
        } catch (InterruptedException | RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    public List<Range> ranges() {
        return ranges;
    }

    /** Members of the group; while there are some, nothing but a run's items may be replayed. */
    public int members() {
        return group.members();
    }

    /** Whether what the group reads ends in a message to a person, unless a ledger knows that it was sent. */
    public boolean sendsToPeople() {
        return SEND_TO_PEOPLE.contains(group.id());
    }

    /**
     * Refuses to move the place of a group that reads, or to send to people when that was not meant.
     *
     * @throws IllegalArgumentException that says what to do
     */
    public void refuseWhatMayNotBe(boolean sendAgain) {
        if (members() > 0) {
            throw new IllegalArgumentException("The group " + group.id() + " is active (" + members()
                    + " members): its place can't be moved while it reads. Stop its service first.");
        }
        if (sendsToPeople() && !sendAgain) {
            throw new IllegalArgumentException("The group " + group.id() + " sends to people. What its ledger knows as"
                    + " sent is not sent again, nor what is older than 24 hours; the rest would be. If that is meant,"
                    + " add --send-again.");
        }
    }

    public boolean toAFreshGroup() {
        return group.isFresh();
    }

    public long records() {
        return ranges.stream().mapToLong(Range::records).sum();
    }

    /** The group reads from the ranges' beginnings once more. Never forward. */
    public void moveOffsets() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> moved = ranges.stream()
                .filter(range -> range.records() > 0 || group.isFresh())
                .collect(Collectors.toMap(Range::partition, range -> new OffsetAndMetadata(range.from())));
        admin.alterConsumerGroupOffsets(group.id(), moved).all().get();
    }

    /** For the group alone, through its first retry topic, with the headers by which it knows where they come from. */
    public long copyToGroup(String retryTopic) throws ExecutionException, InterruptedException {
        try (var copies = new RecordCopies(broker)) {
            return copies.toRetryTopic(ranges, retryTopic);
        }
    }

    /** How many of the records are of this run. */
    public long recordsOf(UUID run) throws ExecutionException, InterruptedException {
        try (var copies = new RecordCopies(broker)) {
            return copies.countRun(ranges, run);
        }
    }

    /** Publishes a run's requests again. */
    public long publishRun(UUID run) throws ExecutionException, InterruptedException {
        try (var copies = new RecordCopies(broker)) {
            return copies.publishRun(ranges, topic, run);
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private static List<Range> ranges(
            Admin admin, String topic, GroupAtRest group, Position from, Optional<Position> to)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> last = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> begins = at(admin, partitions, from, first, last);
        Map<TopicPartition, Long> ends = to.isEmpty() ? last : at(admin, partitions, to.orElseThrow(), first, last);
        return partitions.stream()
                .map(partition -> {
                    long read = group.isFresh()
                            ? last.getOrDefault(partition, 0L)
                            : group.committed().getOrDefault(partition, 0L);
                    return new Range(
                            partition,
                            begins.getOrDefault(partition, 0L),
                            Math.min(ends.getOrDefault(partition, 0L), read));
                })
                .sorted(Comparator.comparingInt(range -> range.partition().partition()))
                .toList();
    }

    private static Map<TopicPartition, Long> at(
            Admin admin,
            List<TopicPartition> partitions,
            Position position,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> last)
            throws ExecutionException, InterruptedException {
        return switch (position) {
            case Position.Beginning beginning -> first;
            case Position.Offset(long offset) ->
                partitions.stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                partition -> Math.clamp(
                                        offset, first.getOrDefault(partition, 0L), last.getOrDefault(partition, 0L))));
            case Position.At(var time) -> {
                var found = offsets(admin, partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
                yield partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> {
                    long offset = found.getOrDefault(partition, -1L);
                    // Nothing is so young.
                    return offset < 0 ? last.getOrDefault(partition, 0L) : offset;
                }));
            }
        };
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
