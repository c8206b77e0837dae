package io.stickermill.backfill.run;

import io.stickermill.platform.web.Problems;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a caller asks for; absent filters take all.
 *
 * @param source absent only in a request that is refused
 * @param user users.id
 * @param since rows from this instant on
 * @param until rows before this instant
 * @param type generation type, of stickers, verify and audit; without it all but foreign
 * @param limit at most so many items
 * @param createRows of sessions: history makes the missing rows
 */
record RunOrder(
        Source source,
        @Nullable String env,
        @Nullable UUID user,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String type,
        @Nullable Long limit,
        @Nullable Boolean createRows) {

    /** @throws org.springframework.web.ErrorResponseException with 400 if none is said */
    Source wantedSource() {
        if (source == null) {
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "source",
                    "source must be stickers, sessions, pack-sheets, verify or audit");
        }
        return source;
    }

    /** @throws org.springframework.web.ErrorResponseException with 400 if a filter does not go with the source */
    Filters filters() {
        Source from = wantedSource();
        if (since != null && until != null && !since.isBefore(until)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "until", "until must be after since");
        }
        if (limit != null && limit < 1) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "limit", "limit must be 1 or more");
        }
        if (type != null && from != Source.STICKERS && !from.isOfWhatIsStored()) {
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "type",
                    "type is a sticker's: it goes with stickers, verify and audit only");
        }
        if (makesRows() && from != Source.SESSIONS) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "create_rows", "create_rows goes with sessions only");
        }
        return new Filters(env, user, since, until, type, limit);
    }

    boolean makesRows() {
        return Boolean.TRUE.equals(createRows);
    }
}
