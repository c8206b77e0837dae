package io.stickermill.platform.dispatch;

import static io.stickermill.schemas.GroupHeaders.ATTEMPTS;
import static io.stickermill.schemas.GroupHeaders.CAUSE;
import static io.stickermill.schemas.GroupHeaders.DUE;
import static io.stickermill.schemas.GroupHeaders.OFFSET;
import static io.stickermill.schemas.GroupHeaders.PARTITION;
import static io.stickermill.schemas.GroupHeaders.STACK;
import static io.stickermill.schemas.GroupHeaders.TIMESTAMP;
import static io.stickermill.schemas.GroupHeaders.TOPIC;
import static io.stickermill.schemas.GroupHeaders.UNTOLD;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was first read and what became of it since. It travels through the retry topics to the dead-letter topic
 * in headers beside the record's own, as text.
 *
 * @param attempts made before it came from where it comes now
 * @param due not to be handled before; {@link Instant#EPOCH} for at once
 * @param untold set where the record lies in the dead letters already and only its handler was not told of it yet
 */
record Origin(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        int attempts,
        Instant due,
        @Nullable Untold untold) {

    /** @param since when the dead letter was written */
    record Untold(Instant since, String cause) {}

    Origin(String topic, int partition, long offset, Instant timestamp, int attempts, Instant due) {
        this(topic, partition, offset, timestamp, attempts, due, null);
    }

    static Origin of(ConsumerRecord<?, ?> direct) {
        return new Origin(
                direct.topic(),
                direct.partition(),
                direct.offset(),
                Instant.ofEpochMilli(direct.timestamp()),
                0,
                Instant.EPOCH);
    }

    /** Of a record on a retry topic. One without readable headers is its own origin, which has no handler. */
    static Origin read(ConsumerRecord<?, ?> retried) {
        Headers headers = retried.headers();
        try {
            return new Origin(
                    text(headers, TOPIC),
                    Integer.parseInt(text(headers, PARTITION)),
                    Long.parseLong(text(headers, OFFSET)),
                    Instant.parse(text(headers, TIMESTAMP)),
                    Integer.parseInt(text(headers, ATTEMPTS)),
                    Instant.parse(text(headers, DUE)),
                    headers.lastHeader(UNTOLD) == null
                            ? null
                            : new Untold(Instant.parse(text(headers, UNTOLD)), text(headers, CAUSE)));
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            return of(retried);
        }
    }

    Origin retriedAt(Instant nextDue, int attemptsSoFar) {
        return new Origin(topic, partition, offset, timestamp, attemptsSoFar, nextDue);
    }

    Origin untoldUntil(Instant nextDue, Untold what) {
        return new Origin(topic, partition, offset, timestamp, attempts, nextDue, what);
    }

    /**
     * How long it must still wait. Whoever set the due time had a clock of its own: the topic that it comes from has one
     * delay, and nothing in it waits for longer than that.
     */
    Duration waitAt(Instant now, Duration topicsDelay) {
        if (!due.isAfter(now)) {
            return Duration.ZERO;
        }
        return due.isAfter(now.plus(topicsDelay)) ? topicsDelay : Duration.between(now, due);
    }

    /** The record's own headers, untouched, with these instead of those of an earlier hop. */
    Headers in(Headers own, String cause) {
        Headers headers = new RecordHeaders(own.toArray());
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, TIMESTAMP, timestamp.toString());
        put(headers, ATTEMPTS, Integer.toString(attempts));
        put(headers, DUE, due.toString());
        put(headers, CAUSE, cause);
        headers.remove(UNTOLD);
        if (untold != null) {
            put(headers, UNTOLD, untold.since().toString());
        }
        return headers;
    }

    /** As {@link #in(Headers, String)}, for a dead letter, which also says where in the code it failed. */
    Headers in(Headers own, String cause, @Nullable Throwable fault) {
        Headers headers = in(own, cause);
        headers.remove(STACK);
        if (fault != null) {
            put(headers, STACK, Cause.stackOf(fault));
        }
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
