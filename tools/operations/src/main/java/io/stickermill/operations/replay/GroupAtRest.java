package io.stickermill.operations.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** A consumer group, whether it has members, and how far it has come. */
record GroupAtRest(String id, boolean exists, int members, Map<TopicPartition, Long> committed) {

    static GroupAtRest look(Admin admin, String id) throws ExecutionException, InterruptedException {
        boolean exists = admin.listGroups().all().get().stream()
                .anyMatch(group -> group.groupId().equals(id));
        if (!exists) {
            return new GroupAtRest(id, false, 0, Map.of());
        }
        var description = Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(id)).all().get().get(id));
        boolean atRest = description.groupState() == GroupState.EMPTY || description.groupState() == GroupState.DEAD;
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : admin.listConsumerGroupOffsets(id)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (entry.getValue() != null) {
                committed.put(entry.getKey(), entry.getValue().offset());
            }
        }
        return new GroupAtRest(
                id, true, atRest ? 0 : Math.max(1, description.members().size()), committed);
    }

    boolean reads(String topic) {
        return committed.keySet().stream()
                .anyMatch(partition -> partition.topic().equals(topic));
    }

    /** It has never read anything: it may begin anywhere. */
    boolean isFresh() {
        return committed.isEmpty();
    }
}
