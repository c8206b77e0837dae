package io.stickermill.platform.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a dispatcher consumes. Session time-out and heartbeat are the broker's with the consumer protocol (group settings
 * {@code consumer.session.timeout.ms}, {@code consumer.heartbeat.interval.ms}).
 *
 * @param window records of one partition that are in work or wait for those before them; when reached, the partition is
 *     paused until half of it is free. 1 to 20000. What waits for a time that the other side has named does not count
 * @param windowSize bytes of such records; when reached, the partition is paused likewise
 * @param memory bytes of the records that all groups of a process together have taken and not finished, an equal share a
 *     group; a group whose share is taken pauses. About a tenth of the heap: a record in work costs three times its size,
 *     and what consumers have fetched comes on top
 * @param drainTimeout how long a revocation or a stop waits for handlers that run; what takes longer is redone by the next
 *     owner. Above the longest usual call
 * @param pollTimeout the longest wait of a poll, so the longest time until a commit or a resume
 * @param maxPollInterval when polls are further apart, the broker takes the partitions away; well above drainTimeout
 * @param maxPollRecords records of one poll; a window can be overshot by as many
 * @param assignor the broker's assignor; {@code range} brings partitions of the same number, so one chat's records of all
 *     topics, to the same member
 * @param retry how failing records are tried again
 */
@ConfigurationProperties("stickermill.dispatcher")
public record DispatcherSettings(
        @DefaultValue("200") int window,
        @DefaultValue("2MB") DataSize windowSize,
        @DefaultValue("16MB") DataSize memory,
        @DefaultValue("12s") Duration drainTimeout,
        @DefaultValue("250ms") Duration pollTimeout,
        @DefaultValue("60s") Duration maxPollInterval,
        @DefaultValue("100") int maxPollRecords,
        @DefaultValue("range") String assignor,
        @NestedConfigurationProperty @DefaultValue RetryPolicy retry) {

    /** Offsets between the first unfinished record and the last one taken: the commit's metadata must hold them. */
    static final int LONGEST_WINDOW = 20_000;

    public DispatcherSettings {
        if (window < 1 || window > LONGEST_WINDOW) {
            throw new IllegalArgumentException("window must be 1 to " + LONGEST_WINDOW + ", not " + window);
        }
        if (maxPollInterval.compareTo(drainTimeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("max-poll-interval must be at least twice drain-timeout, since a drain"
                    + " happens between polls: " + maxPollInterval + ", " + drainTimeout);
        }
        if (!pollTimeout.isPositive() || maxPollRecords < 1 || windowSize.toBytes() < 1 || memory.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "poll-timeout, max-poll-records, window-size and memory must be positive");
        }
    }

    public static DispatcherSettings defaults() {
        return new DispatcherSettings(
                200,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(12),
                Duration.ofMillis(250),
                Duration.ofSeconds(60),
                100,
                "range",
                RetryPolicy.defaults());
    }
}
