package io.stickermill.operations.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, without its value.
 *
 * @param place where it lies
 * @param group that has failed with it
 * @param at when it was given up
 * @param key of the original record, as it is shown
 * @param headers as text, in their order; the last of a name
 * @param size of its value in bytes; -1 when it has none
 * @param replayedAt when it was replayed last; null if never
 * @param discard that it is done with; null if nobody has said so
 */
public record DeadLetter(
        RecordPlace place,
        ConsumerGroup group,
        Instant at,
        String key,
        Map<String, String> headers,
        int size,
        @Nullable Instant replayedAt,
        @Nullable Discard discard) {

    private static final String JOB_ID = "job_id";

    static DeadLetter of(ConsumerGroup group, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        });
        return new DeadLetter(
                new RecordPlace(record.topic(), record.partition(), record.offset()),
                group,
                Instant.ofEpochMilli(record.timestamp()),
                ShownBytes.line(record.key()),
                headers,
                record.value() == null ? -1 : record.value().length,
                null,
                null);
    }

    DeadLetter with(@Nullable Instant replay, @Nullable Discard word) {
        return new DeadLetter(place, group, at, key, headers, size, replay, word);
    }

    /** The record that it was; empty where the headers don't say it: then no service has written this letter. */
    public Optional<RecordPlace> origin() {
        return Optional.ofNullable(headers.get(GroupHeaders.TOPIC))
                .flatMap(topic -> RecordPlace.parse(
                        topic + "-" + headers.get(GroupHeaders.PARTITION) + "-" + headers.get(GroupHeaders.OFFSET)));
    }

    public Optional<String> jobId() {
        return Optional.ofNullable(headers.get(JOB_ID));
    }

    public String cause() {
        return headers.getOrDefault(GroupHeaders.CAUSE, "(it does not say)");
    }

    /** Where in the code it failed, several lines. */
    public Optional<String> stack() {
        return Optional.ofNullable(headers.get(GroupHeaders.STACK));
    }

    /** Whether a person means this one: by its own place, by that of the record that it was, or by the job. */
    boolean isNamed(String id) {
        return place.toString().equals(id)
                || origin().map(RecordPlace::toString).filter(id::equals).isPresent()
                || jobId().filter(id::equalsIgnoreCase).isPresent();
    }
}
