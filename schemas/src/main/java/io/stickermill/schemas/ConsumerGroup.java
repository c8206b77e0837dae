package io.stickermill.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.NullMarked;

/**
 * The consumer groups and the topics that belong to each: three retry topics with one fixed delay each, so that none
 * blocks another, and a dead-letter topic. They carry the original bytes, untouched.
 */
@NullMarked
public enum ConsumerGroup {
    GENERATION("generation"),
    DELIVERY_TELEGRAM("delivery-telegram"),
    DELIVERY_STORAGE("delivery-storage"),
    DELIVERY_SETS("delivery-sets"),
    HISTORY("history"),
    GATEWAY_CACHE("gateway-cache"),
    BACKFILL("backfill"),
    BACKFILL_PROGRESS("backfill-progress");

    /** Partitions of a group's own topics. */
    public static final int PARTITIONS = 3;

    private static final Duration RETENTION = Duration.ofDays(7);

    private final String id;

    ConsumerGroup(String id) {
        this.id = id;
    }

    /** The group's id at the broker. */
    public String id() {
        return id;
    }

    /** The retry topics, by rising delay. */
    public List<RetryTopic> retryTopics() {
        return List.of(
                new RetryTopic(id + ".retry-5s", Duration.ofSeconds(5)),
                new RetryTopic(id + ".retry-1m", Duration.ofMinutes(1)),
                new RetryTopic(id + ".retry-10m", Duration.ofMinutes(10)));
    }

    /** How long the groups' own topics keep a record, dead letters among them. */
    public static Duration retention() {
        return RETENTION;
    }

    public String deadLetterTopic() {
        return id + ".dlt";
    }

    /** Settings of the group's own topics in the broker's words. */
    public static Map<String, String> brokerSettings() {
        return new TopicSettings(RETENTION, OptionalLong.empty()).toMap();
    }

    /**
     * A topic whose records wait a fixed time before they are tried again.
     *
     * @param name the topic's name at the broker
     * @param delay from the failed attempt to the next
     */
    public record RetryTopic(String name, Duration delay) {}
}
