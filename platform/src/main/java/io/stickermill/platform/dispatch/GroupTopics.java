package io.stickermill.platform.dispatch;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A group's id and own topics, and where a failed record goes next among them.
 *
 * @param retries by rising delay
 */
record GroupTopics(String groupId, List<RetryTopic> retries, String deadLetters) {

    sealed interface NextTry {}

    record InPlace(Duration delay) implements NextTry {}

    record Through(String retryTopic, Duration delay) implements NextTry {}

    record Exhausted() implements NextTry {}

    static GroupTopics of(ConsumerGroup group) {
        return new GroupTopics(group.id(), group.retryTopics(), group.deadLetterTopic());
    }

    boolean isRetry(String topic) {
        return hop(topic) >= 0;
    }

    /** Zero for a topic that is no retry topic. */
    Duration delayOf(String topic) {
        int hop = hop(topic);
        return hop < 0 ? Duration.ZERO : retries.get(hop).delay();
    }

    /** The retry topic after this one, and the longest again and again; empty for a group that has none. */
    Optional<Through> onwards(String topic) {
        return retries.isEmpty()
                ? Optional.empty()
                : Optional.of(retries.get(Math.min(hop(topic) + 1, retries.size() - 1)))
                        .map(next -> new Through(next.name(), next.delay()));
    }

    /**
     * @param topic that the record came from now
     * @param failures attempts that failed since it came from there, from 1
     */
    NextTry after(String topic, int failures, @Nullable Duration atLeast, RetryPolicy policy) {
        Duration wait = atLeast == null ? Duration.ZERO : atLeast;
        if (failures <= policy.inPlaceRetries() && wait.compareTo(policy.maxDelay()) <= 0) {
            return new InPlace(longer(wait, policy.delayAfter(failures)));
        }
        int used = Math.min(policy.retryTopics(), retries.size());
        List<RetryTopic> left = retries.subList(Math.min(hop(topic) + 1, used), used);
        if (left.isEmpty()) {
            return new Exhausted();
        }
        RetryTopic next = left.stream()
                .filter(retry -> retry.delay().compareTo(wait) >= 0)
                .findFirst()
                .orElse(left.getLast());
        return new Through(next.name(), longer(wait, next.delay()));
    }

    /** As {@link #after}, of what is not the record's fault: it comes through the last retry topic any number of times. */
    NextTry afterOutage(String topic, int failures, @Nullable Duration atLeast, RetryPolicy policy) {
        NextTry next = after(topic, failures, atLeast, policy);
        int used = Math.min(policy.retryTopics(), retries.size());
        if (used == 0 || !(next instanceof Exhausted)) {
            return next;
        }
        RetryTopic last = retries.get(used - 1);
        return new Through(last.name(), atLeast == null ? last.delay() : longer(atLeast, last.delay()));
    }

    private int hop(String topic) {
        return IntStream.range(0, retries.size())
                .filter(i -> retries.get(i).name().equals(topic))
                .findFirst()
                .orElse(-1);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
