package io.stickermill.schemas;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a dead letter, as the header {@link GroupHeaders#REPLAY} says it. It marks the record that is replayed and
 * every event that comes of it, so that each service knows that a person has asked for what had failed. Two replays of one
 * letter differ by their time.
 *
 * @param letter where the dead letter lies
 * @param at when it was replayed
 */
@NullMarked
public record Replay(RecordPlace letter, Instant at) {

    /** Empty where there is no such header, or another thing in it. */
    public static Optional<Replay> parse(@Nullable String header) {
        int at = header == null ? -1 : header.indexOf('@');
        if (header == null || at < 0) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(header.substring(at + 1));
            return RecordPlace.parse(header.substring(0, at)).map(letter -> new Replay(letter, time));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** As the header carries it. */
    @Override
    public String toString() {
        return letter + "@" + at;
    }
}
