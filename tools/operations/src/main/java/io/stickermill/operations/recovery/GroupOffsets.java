package io.stickermill.operations.recovery;

import io.stickermill.common.Until;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Moves consumer groups back in the topics of the catalogue; retry and dead-letter topics stay where they are. */
public final class GroupOffsets {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration EMPTY = Duration.ofSeconds(60);

    private final String bootstrap;

    public GroupOffsets(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Moves a group, whose members must be stopped, to the first records of a time or later; never forward.
     *
     * @return number of records that it will read again
     * @throws IllegalStateException if the group still has members after a minute
     */
    public long rewind(String group, Instant to) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            if (!Until.every(LOOK).forAtMost(EMPTY).isTrue(() -> state(admin, group) == GroupState.EMPTY)) {
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

    private static @Nullable GroupState state(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        var described = admin.describeConsumerGroups(List.of(group)).all().get().get(group);
        return described == null ? null : described.groupState();
    }
}
