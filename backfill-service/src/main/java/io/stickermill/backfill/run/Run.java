package io.stickermill.backfill.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a backfill.
 *
 * @param epoch how often it was started or resumed
 * @param planned items so far
 */
public record Run(
        UUID id,
        Source source,
        RunState state,
        int epoch,
        Filters filters,
        boolean createRows,
        long planned,
        boolean planningDone,
        Instant snapshotAt,
        Instant startedAt,
        @Nullable Instant plannedAt,
        @Nullable Instant endedAt) {}
