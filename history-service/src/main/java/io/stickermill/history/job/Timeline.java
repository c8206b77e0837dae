package io.stickermill.history.job;

import io.stickermill.history.job.Jobs.Happened;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a job's steps out of its moments: when each began, how long it worked, and how long it waited before. */
final class Timeline {

    private static final List<Moment> GENERATION =
            List.of(Moment.FETCH, Moment.DECODE, Moment.CUT_OUT, Moment.OUTLINE, Moment.ENCODE);

    private Timeline() {}

    /**
     * One step as the user sees them, 1 to 7; the seventh twice, since sending and uploading run side by side. A replay of
     * the job's dead letter has the number 0.
     *
     * @param startedAt when its work began
     * @param workMs time in work; null while it runs
     * @param waitMs time between the end of the step before and the beginning of this one
     */
    record Step(
            int step,

            @Schema(
                    allowableValues = {
                        "accepted",
                        "fetch",
                        "decode",
                        "cut_out",
                        "outline",
                        "encode",
                        "send",
                        "upload",
                        "outcome_unknown",
                        "replayed"
                    })
            String name,

            Instant startedAt,
            @Nullable Long workMs,
            long waitMs) {}

    /** @param unknownSends when sends of its sticker came to an outcome that nobody knows, each */
    static List<Step> steps(Map<Moment, Happened> moments, List<Instant> unknownSends) {
        List<Step> steps = new ArrayList<>();
        Happened accepted = moments.get(Moment.ACCEPTED);
        if (accepted != null) {
            steps.add(new Step(1, "accepted", accepted.at(), 0L, 0));
        }
        addGeneration(steps, moments);
        Happened replayed = moments.get(Moment.REPLAYED);
        addLast(steps, "send", moments.get(Moment.READY), replayed, moments.get(Moment.DELIVERED));
        addLast(steps, "upload", moments.get(Moment.READY), replayed, moments.get(Moment.STORED));
        Happened unknown = moments.get(Moment.OUTCOME_UNKNOWN);
        unknownSends.forEach(at -> steps.add(new Step(0, Moment.OUTCOME_UNKNOWN.word(), at, 0L, 0)));
        // What was delivered before each was told has its end alone.
        if (unknown != null && unknownSends.isEmpty()) {
            steps.add(new Step(0, Moment.OUTCOME_UNKNOWN.word(), unknown.at(), 0L, 0));
        }
        if (replayed != null) {
            addReplay(steps, replayed, moments.get(Moment.FAILED));
        }
        return steps;
    }

    /** Before the steps that it led to. */
    private static void addReplay(List<Step> steps, Happened replayed, @Nullable Happened failed) {
        int place = 0;
        while (place < steps.size() && !steps.get(place).startedAt().isAfter(replayed.at())) {
            place++;
        }
        long wait = failed == null ? 0 : millis(failed.at(), replayed.at());
        steps.add(place, new Step(0, "replayed", replayed.at(), 0L, wait));
    }

    private static void addGeneration(List<Step> steps, Map<Moment, Happened> moments) {
        Happened accepted = moments.get(Moment.ACCEPTED);
        for (Moment moment : GENERATION) {
            Happened began = moments.get(moment);
            if (began == null) {
                continue;
            }
            // A generation's steps follow each other without a gap: each ends where the next begins.
            Instant ended = nextAfter(moment, moments);
            Long work = ended == null ? null : millis(began.at(), ended);
            Happened before = startedBy(began, accepted, moments.get(Moment.REPLAYED));
            long wait = moment == Moment.FETCH && before != null ? millis(before.at(), began.at()) : 0;
            steps.add(new Step(moment.step(), moment.word(), began.at(), work, wait));
        }
    }

    private static @Nullable Happened startedBy(
            Happened began, @Nullable Happened accepted, @Nullable Happened replayed) {
        return replayed != null && !replayed.at().isAfter(began.at()) ? replayed : accepted;
    }

    private static void addLast(
            List<Step> steps,
            String name,
            @Nullable Happened ready,
            @Nullable Happened replayed,
            @Nullable Happened done) {
        if (ready == null || done == null || done.workMillis() == null) {
            return;
        }
        Instant began = done.at().minusMillis(done.workMillis());
        // What failed first and came by a replay has waited for nobody but the person who replayed it.
        Instant since = replayed != null
                        && replayed.at().isAfter(ready.at())
                        && !replayed.at().isAfter(began)
                ? replayed.at()
                : ready.at();
        steps.add(new Step(7, name, began, done.workMillis(), millis(since, began)));
    }

    private static @Nullable Instant nextAfter(Moment moment, Map<Moment, Happened> moments) {
        for (int i = GENERATION.indexOf(moment) + 1; i < GENERATION.size(); i++) {
            Happened next = moments.get(GENERATION.get(i));
            if (next != null) {
                return next.at();
            }
        }
        Happened end = moments.containsKey(Moment.READY) ? moments.get(Moment.READY) : moments.get(Moment.FAILED);
        return end == null ? null : end.at();
    }

    /** Never below zero: the moments come from the clocks of several machines. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }
}
