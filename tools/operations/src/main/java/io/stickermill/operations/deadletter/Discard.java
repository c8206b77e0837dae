package io.stickermill.operations.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.RecordPlace;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A person's word that a dead letter is done with. Kafka takes no single record out of a topic: the word is a record of its own, in
 * the letter's partition, with this header and no value. It lies there as long as the letter does, and no service reads it.
 *
 * @param letter where the dead letter lies
 * @param at when it was discarded
 * @param by whom
 */
public record Discard(RecordPlace letter, Instant at, String by) {

    static final String HEADER = "stickermill.discarded";

    /** Empty of a record that is no such word. */
    static Optional<Discard> of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String[] parts = new String(header.value(), UTF_8).split("@", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(parts[1]);
            return RecordPlace.parse(parts[0]).map(letter -> new Discard(letter, at, parts[2]));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** As the header carries it. */
    @Override
    public String toString() {
        return letter + "@" + at + "@" + by;
    }
}
