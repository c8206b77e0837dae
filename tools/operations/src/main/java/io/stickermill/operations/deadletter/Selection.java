package io.stickermill.operations.deadletter;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant.
 *
 * @param groups in whose dead letters to look
 * @param origin only what came from this topic; null for all
 * @param id only what is named so, as {@link DeadLetter#isNamed} has it; null for all
 * @param since only what was given up then or later
 */
public record Selection(
        List<ConsumerGroup> groups,
        @Nullable String origin,
        @Nullable String id,
        Instant since) {

    /**
     * As a person says it.
     *
     * @param topic a group's dead-letter topic, or the topic that the letters came from; null for all
     * @throws IllegalArgumentException when there is no such topic or group; its message is for people
     */
    public static Selection of(
            @Nullable String topic, @Nullable String group, @Nullable String id, @Nullable Instant since) {
        List<ConsumerGroup> groups = group == null ? List.of(ConsumerGroup.values()) : List.of(group(group));
        Instant from = since == null ? Instant.EPOCH : since;
        if (topic == null) {
            return new Selection(groups, null, id, from);
        }
        for (ConsumerGroup owner : ConsumerGroup.values()) {
            if (owner.deadLetterTopic().equals(topic)) {
                if (!groups.contains(owner)) {
                    throw new IllegalArgumentException(
                            topic + " has the dead letters of the group " + owner.id() + ", not of " + group + ".");
                }
                return new Selection(List.of(owner), null, id, from);
            }
        }
        if (Topics.named(topic).isEmpty()) {
            throw new IllegalArgumentException("There are no dead letters of a topic " + topic + ". They lie in "
                    + Arrays.stream(ConsumerGroup.values())
                            .map(ConsumerGroup::deadLetterTopic)
                            .collect(Collectors.joining(", "))
                    + "; or name the topic that they came from: "
                    + Topics.all().stream().map(Topic::name).collect(Collectors.joining(", ")) + ".");
        }
        return new Selection(groups, topic, id, from);
    }

    private static ConsumerGroup group(String id) {
        return Arrays.stream(ConsumerGroup.values())
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no group " + id + ", only "
                        + Arrays.stream(ConsumerGroup.values())
                                .map(ConsumerGroup::id)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    boolean holds(DeadLetter letter) {
        return !letter.at().isBefore(since)
                && (origin == null
                        || letter.origin()
                                .map(RecordPlace::topic)
                                .filter(origin::equals)
                                .isPresent())
                && (id == null || letter.isNamed(id));
    }
}
