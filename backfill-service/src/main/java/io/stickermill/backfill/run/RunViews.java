package io.stickermill.backfill.run;

import io.stickermill.backfill.run.Counts.Count;
import io.stickermill.platform.web.Problems;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Runs as callers see them. */
class RunViews {

    private final Runs runs;
    private final Counts counts;
    private final Report report;

    RunViews(Runs runs, Counts counts, Report report) {
        this.runs = runs;
        this.counts = counts;
        this.report = report;
    }

    /**
     * A run.
     *
     * @param planned items so far; all of them once planning is done
     * @param ended items that have ended, each counted once
     * @param counts of what has ended, and under {@code again} of what replays found
     * @param unknownObjects that no row knows; of verify and audit
     */
    record View(
            UUID id,
            Source source,
            RunState state,
            Filters filters,
            boolean createRows,
            boolean planningDone,
            long planned,
            long ended,
            List<Count> counts,
            @Nullable Long unknownObjects,
            Instant startedAt,
            @Nullable Instant plannedAt,
            @Nullable Instant endedAt) {}

    /** @throws org.springframework.web.ErrorResponseException 404 */
    Run run(UUID id) {
        return runs.find(id)
                .orElseThrow(() -> Problems.of(
                        HttpStatus.NOT_FOUND, "There is no run " + id + ": GET /v1/backfills lists the runs"));
    }

    View of(Run run) {
        List<Count> found = counts.of(run.id());
        return new View(
                run.id(),
                run.source(),
                run.state(),
                run.filters(),
                run.createRows(),
                run.planningDone(),
                run.planned(),
                found.stream()
                        .filter(count -> !count.outcome().equals(Counts.AGAIN))
                        .mapToLong(Count::items)
                        .sum(),
                found,
                run.source().isOfWhatIsStored() ? report.numberOfUnknownObjects(run.id()) : null,
                run.startedAt(),
                run.plannedAt(),
                run.endedAt());
    }
}
