package io.stickermill.operations.recovery;

import io.stickermill.common.NotReached;
import io.stickermill.common.Until;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Moves consumer groups back in the topics of the catalogue; retry and dead-letter topics stay where they are. */
public final class GroupOffsets {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration EMPTY = Duration.ofSeconds(60);

    private final Map<String, Object> broker;

    /** @param broker how to reach it, {@code bootstrap.servers} at least */
    public GroupOffsets(Map<String, Object> broker) {
        this.broker = broker;
    }

    /**
     * How many members a group has now; one that is about to be empty counts as one.
     *
     * @throws NotReached if the broker does not answer
     * @throws IllegalStateException if it knows no such group
     */
    public int members(String group) throws InterruptedException, ExecutionException {
        try (Admin admin = open()) {
            ConsumerGroupDescription described = described(admin, group);
            return described.groupState() == GroupState.EMPTY
                    ? 0
                    : Math.max(1, described.members().size());
        }
    }

    /**
     * Moves a group, whose members must be stopped, to the first records of a time or later; never forward.
     *
     * @return number of records that it will read again
     * @throws NotReached if the broker does not answer
     * @throws IllegalStateException if there is no such group, or it still has members after a minute
     */
    public long rewind(String group, Instant to) throws ExecutionException, InterruptedException {
        try (Admin admin = open()) {
            if (!Until.every(LOOK)
                    .forAtMost(EMPTY)
                    .isTrue(() -> described(admin, group).groupState() == GroupState.EMPTY)) {
                throw new IllegalStateException("The group " + group + " still has members; stop them first.");
            }
            Set<String> topics = Topics.all().stream().map(Topic::name).collect(Collectors.toSet());
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null && topics.contains(partition.topic())) {
                            committed.put(partition, offset.offset());
                        }
                    });
            Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
            long[] again = new long[1];
            admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.forTimestamp(to.toEpochMilli()))))
                    .all()
                    .get()
                    .forEach((partition, found) -> {
                        long now = committed.getOrDefault(partition, 0L);
                        if (found.offset() >= 0 && found.offset() < now) {
                            moved.put(partition, new OffsetAndMetadata(found.offset()));
                            again[0] += now - found.offset();
                        }
                    });
            admin.alterConsumerGroupOffsets(group, moved).all().get();
            return again[0];
        }
    }

    private Admin open() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(settings);
    }

    private ConsumerGroupDescription described(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        try {
            return Objects.requireNonNull(
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                throw new IllegalStateException(
                        "The broker at " + broker.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + " knows no group "
                                + group + ": nobody has ever read as it there.",
                        e);
            }
            throw NotReached.broker(broker, e);
        }
    }
}
