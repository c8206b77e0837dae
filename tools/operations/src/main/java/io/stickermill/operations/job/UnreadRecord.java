package io.stickermill.operations.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.EventHeaders;
import io.stickermill.schemas.GroupHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that a group has still to read, without its value.
 *
 * @param group that is to read it
 * @param topic in which it lies; a retry topic's name ends in its delay
 * @param at when it came
 * @param key as it is shown: of our topics the chat
 * @param job that it is about; null where it does not say
 * @param attempts that have failed so far; null where it does not say
 * @param cause of the last failure; null where it does not say
 * @param due before which it is not tried; null where it does not say
 */
public record UnreadRecord(
        String group,
        String topic,
        int partition,
        long offset,
        Instant at,
        String key,
        @Nullable String job,
        @Nullable String attempts,
        @Nullable String cause,
        @Nullable String due) {

    static UnreadRecord of(String group, ConsumerRecord<byte[], byte[]> record) {
        return new UnreadRecord(
                group,
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                ShownBytes.line(record.key()),
                header(record, EventHeaders.JOB_ID),
                header(record, GroupHeaders.ATTEMPTS),
                header(record, GroupHeaders.CAUSE),
                header(record, GroupHeaders.DUE));
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
