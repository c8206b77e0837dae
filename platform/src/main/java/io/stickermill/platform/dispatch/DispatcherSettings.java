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
 * @param window offsets of one partition between the first unfinished record and the last one taken; when reached, the
 *     partition is paused until half of it is free. 1 to 20000 (the commit's metadata must hold it); more for long work
 * @param windowSize bytes of one partition's records held in memory; when reached, the partition is paused likewise
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
        @DefaultValue("12s") Duration drainTimeout,
        @DefaultValue("250ms") Duration pollTimeout,
        @DefaultValue("60s") Duration maxPollInterval,
        @DefaultValue("100") int maxPollRecords,
        @DefaultValue("range") String assignor,
        @NestedConfigurationProperty @DefaultValue RetryPolicy retry) {

    public DispatcherSettings {
        if (window < 1 || window > 20_000) {
            throw new IllegalArgumentException("window must be 1 to 20000, not " + window);
        }
        if (maxPollInterval.compareTo(drainTimeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("max-poll-interval must be at least twice drain-timeout, since a drain"
                    + " happens between polls: " + maxPollInterval + ", " + drainTimeout);
        }
        if (!pollTimeout.isPositive() || maxPollRecords < 1 || windowSize.toBytes() < 1) {
            throw new IllegalArgumentException("poll-timeout, max-poll-records and window-size must be positive");
        }
    }

    public static DispatcherSettings defaults() {
        return new DispatcherSettings(
                200,
                DataSize.ofMegabytes(2),
                Duration.ofSeconds(12),
                Duration.ofMillis(250),
                Duration.ofSeconds(60),
                100,
                "range",
                RetryPolicy.defaults());
    }
}
