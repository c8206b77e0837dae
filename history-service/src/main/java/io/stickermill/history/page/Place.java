package io.stickermill.history.page;

import io.stickermill.platform.web.Problems;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A row's place in a list that is ordered by time and then by id, newest first. */
public record Place(Instant at, UUID id) {

    /** Before every row. A place like any other, so that the first page is read by the same index as the others. */
    private static final Place START = new Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    /** No row is older, and no later place can be asked of the database. */
    private static final Instant EARLIEST = Instant.EPOCH;

    /** As a caller passes it on for the next page: at most 64 ASCII characters, since the database knows microseconds. */
    public String cursor() {
        return at + "_" + id;
    }

    static Place after(@Nullable String cursor) {
        if (cursor == null) {
            return START;
        }
        return read(cursor)
                .orElseThrow(() -> Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "after",
                        "after is not a cursor of ours: pass on the value of next from the page before"));
    }

    /** What a cursor says, whoever wrote it; empty if it is none of ours. */
    public static Optional<Place> read(String cursor) {
        String[] parts = cursor.split("_", 2);
        try {
            var place = new Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
            return place.at.isBefore(EARLIEST) || place.at.isAfter(START.at) ? Optional.empty() : Optional.of(place);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
