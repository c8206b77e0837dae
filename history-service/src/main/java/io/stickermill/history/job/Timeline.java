package io.stickermill.history.job;

import io.stickermill.history.job.Jobs.Happened;
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
     * One step as the user sees them, 1 to 7; the seventh twice, since sending and uploading run side by side.
     *
     * @param startedAt when its work began
     * @param workMs time in work; null while it runs
     * @param waitMs time between the end of the step before and the beginning of this one
     */
    record Step(
            int step,
            String name,
            Instant startedAt,
            @Nullable Long workMs,
            long waitMs) {}

    static List<Step> steps(Map<Moment, Happened> moments) {
        List<Step> steps = new ArrayList<>();
        Happened accepted = moments.get(Moment.ACCEPTED);
        if (accepted != null) {
            steps.add(new Step(1, "accepted", accepted.at(), 0L, 0));
        }
        addGeneration(steps, moments);
        addLast(steps, "send", moments.get(Moment.READY), moments.get(Moment.DELIVERED));
        addLast(steps, "upload", moments.get(Moment.READY), moments.get(Moment.STORED));
        return steps;
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
            long wait = moment == Moment.FETCH && accepted != null ? millis(accepted.at(), began.at()) : 0;
            steps.add(new Step(moment.step(), moment.word(), began.at(), work, wait));
        }
    }

    private static void addLast(List<Step> steps, String name, @Nullable Happened ready, @Nullable Happened done) {
        if (ready == null || done == null || done.workMillis() == null) {
            return;
        }
        Instant began = done.at().minusMillis(done.workMillis());
        steps.add(new Step(7, name, began, done.workMillis(), millis(ready.at(), began)));
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
