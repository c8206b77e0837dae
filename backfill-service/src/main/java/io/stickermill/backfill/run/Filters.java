package io.stickermill.backfill.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a source a run takes. Null means all.
 *
 * @param since from this instant on, by the row's creation
 * @param until before this instant
 * @param type generation type; without it all but {@code foreign}
 * @param limit at most so many items
 */
public record Filters(
        @Nullable String env,
        @Nullable UUID user,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String type,
        @Nullable Long limit) {}
