package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Replay;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a record came. Topic, partition, offset, key and timestamp are those of the original record, also when it comes
 * through a retry topic.
 *
 * @param key null when the record has none
 * @param timestamp of the original record
 * @param attempt 1 for the first, over all topics; a wait does not count. Told of a dead letter: the last one
 * @param headers as text, the last of a name; read one with {@link #header}
 * @param receivedAt when this process took the record from the broker
 * @param ownHeaders as they are on the record: repeated ones, those without a value, and what is no text
 */
public record Delivery(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Instant timestamp,
        int attempt,
        Map<String, String> headers,
        Instant receivedAt,
        Headers ownHeaders) {

    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** One whose headers are all text, each there once. */
    public Delivery(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            Instant timestamp,
            int attempt,
            Map<String, String> headers,
            Instant receivedAt) {
        Headers own = new RecordHeaders();
        headers.forEach((name, text) -> own.add(name, text.getBytes(UTF_8)));
        this(topic, partition, offset, key, timestamp, attempt, headers, receivedAt, own);
    }

    /** Null when the record has no such header. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The ids that the record's key and headers name; what can't be read is empty. */
    public RecordIds ids() {
        return RecordIds.of(key, this::header);
    }

    /** If the record is a dead letter that was replayed, or came of one. */
    public Optional<Replay> replay() {
        return Replay.parse(header(GroupHeaders.REPLAY));
    }
}
