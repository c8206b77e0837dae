package io.stickermill.platform.dispatch;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A group's id and own topics, and where a failed record goes next among them.
 *
 * @param retries by rising delay
 */
record GroupTopics(String groupId, List<RetryTopic> retries, String deadLetters) {

    sealed interface NextTry {}

    record InPlace(Duration delay) implements NextTry {}

    record Through(String retryTopic, Duration delay) implements NextTry {

        static Through of(RetryTopic retry) {
            return new Through(retry.name(), retry.delay());
        }
    }

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
                : Optional.of(Through.of(retries.get(Math.min(hop(topic) + 1, retries.size() - 1))));
    }

    /**
     * Where {@link RetryRule} sends a failed record.
     *
     * @param topic that the record came from now
     * @param failures attempts that failed since it came from there, from 1
     * @param attempts that failed in all topics
     */
    NextTry after(String topic, int failures, int attempts, RetryPolicy policy) {
        return way(topic, RetryRule.of(retries, policy).after(failures, attempts));
    }

    /** As {@link #after}, of what is not the record's fault: it comes through the last retry topic any number of times. */
    NextTry afterOutage(String topic, int failures, int attempts, RetryPolicy policy) {
        return way(topic, RetryRule.of(retries, policy).afterOutage(failures, attempts));
    }

    /** Never back to a shorter delay: a replay begins with the topic that it was sent through. */
    private NextTry way(String topic, RetryRule.NextTry next) {
        return switch (next) {
            case RetryRule.NextTry.InPlace(Duration delay) -> new InPlace(delay);
            case RetryRule.NextTry.Later(int hop, Duration _) -> Through.of(retries.get(Math.max(hop, hop(topic))));
            case RetryRule.NextTry.Exhausted() -> new Exhausted();
        };
    }

    /**
     * A retry topic for what has to wait, and is no failed attempt: the one that brings it nearest to its time and not past
     * it. What is left then is waited for in the same way. Empty for a group that has none.
     */
    Optional<Through> aside(Duration wait) {
        return retries.stream()
                .filter(retry -> retry.delay().compareTo(wait) <= 0)
                .reduce((_, longest) -> longest)
                .or(() -> retries.stream().findFirst())
                .map(retry -> new Through(retry.name(), shorter(wait, retry.delay())));
    }

    private int hop(String topic) {
        return IntStream.range(0, retries.size())
                .filter(i -> retries.get(i).name().equals(topic))
                .findFirst()
                .orElse(-1);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
