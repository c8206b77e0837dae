package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a failing record is tried in place before it moves to the group's next retry topic, and again at each of
 * them. While it waits in place its key keeps its order and no worker is held.
 *
 * <p>With the defaults and the topics' delays of 5 s (4 times), 1 min (3 times) and 10 min: an outage of up to 10 s changes no
 * order, and one of up to about 15 min ends in no dead letter. What failed for a minute waits seconds after its end. While a
 * dependency is down, the windows fill and the partitions pause, so that no more than a window of records a partition moves on
 * every 10 s.
 *
 * @param inPlaceRetries attempts in place after the first one; 0 for none
 * @param firstDelay before the second attempt; doubles with each further one
 * @param maxDelay the cap of a delay in place
 * @param jitter each delay is stretched or shrunk at random by up to this share, 0 to 0.5
 * @param retryTopics how many of the group's retry topics, by rising delay, a failing record goes through before it is a
 *     dead letter; 0 for none
 */
public record RetryPolicy(
        @DefaultValue("6") int inPlaceRetries,
        @DefaultValue("200ms") Duration firstDelay,
        @DefaultValue("4s") Duration maxDelay,
        @DefaultValue("0.2") double jitter,
        @DefaultValue("3") int retryTopics) {

    @ConstructorBinding
    public RetryPolicy {
        if (retryTopics < 0) {
            throw new IllegalArgumentException("retry-topics must be 0 or more, not " + retryTopics);
        }
        if (inPlaceRetries < 0) {
            throw new IllegalArgumentException("in-place-retries must be 0 or more, not " + inPlaceRetries);
        }
        if (!firstDelay.isPositive() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "first-delay must be positive and no longer than max-delay: " + firstDelay + ", " + maxDelay);
        }
        if (jitter < 0 || jitter > 0.5) {
            throw new IllegalArgumentException("jitter must be 0 to 0.5, not " + jitter);
        }
    }

    RetryPolicy(int inPlaceRetries, Duration firstDelay, Duration maxDelay, double jitter) {
        this(inPlaceRetries, firstDelay, maxDelay, jitter, Integer.MAX_VALUE);
    }

    /** About 10 s in place. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(6, Duration.ofMillis(200), Duration.ofSeconds(4), 0.2);
    }

    /** @param failures attempts that have failed in a row, from 1 */
    public Duration delayAfter(int failures) {
        double doubled = firstDelay.toMillis() * Math.pow(2, Math.min(failures - 1, 40));
        double stretch = 1 + jitter * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofMillis((long) Math.ceil(Math.min(doubled, (double) maxDelay.toMillis()) * stretch));
    }
}
