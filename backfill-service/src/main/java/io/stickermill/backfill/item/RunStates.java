package io.stickermill.backfill.item;

import io.stickermill.backfill.run.RunState;
import io.stickermill.backfill.run.Runs;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Where runs stand, remembered for a second: so soon a pause is obeyed. */
class RunStates {

    private static final long REMEMBERED_NS = Duration.ofSeconds(1).toNanos();
    private static final int LARGEST = 1000;

    private final Runs runs;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    RunStates(Runs runs) {
        this.runs = runs;
    }

    private record Seen(RunState state, int epoch, long at) {}

    /**
     * A run that nobody knows counts as cancelled.
     *
     * @param epoch of the record: newer than what is remembered, a pause may have ended since
     */
    RunState of(UUID runId, int epoch) {
        Seen known = seen.get(runId);
        if (known == null || known.epoch() < epoch || System.nanoTime() - known.at() > REMEMBERED_NS) {
            if (seen.size() > LARGEST) {
                seen.clear();
            }
            long now = System.nanoTime();
            known = runs.find(runId)
                    .map(run -> new Seen(run.state(), run.epoch(), now))
                    .orElse(new Seen(RunState.CANCELLED, epoch, now));
            seen.put(runId, known);
        }
        return known.state();
    }
}
