package io.stickermill.operations.replay;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A place in each partition of a topic. */
public sealed interface Position {

    record Beginning() implements Position {}

    /** The first record of this time or later. */
    record At(Instant time) implements Position {}

    /** The same offset in each partition. */
    record Offset(long offset) implements Position {}

    /** @throws IllegalArgumentException that says what may be given */
    static Position parse(String text) {
        if (text.equals("beginning")) {
            return new Beginning();
        }
        if (text.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(text));
        }
        try {
            return new At(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("`" + text + "` is no place in a topic: give `beginning`, an offset, or"
                    + " a time such as 2026-01-31T03:00:00Z.");
        }
    }
}
