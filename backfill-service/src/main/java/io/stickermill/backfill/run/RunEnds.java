package io.stickermill.backfill.run;

import org.springframework.stereotype.Component;

/** Ends the runs that are over. */
@Component
public class RunEnds {

    private final Runs runs;
    private final Counts counts;

    RunEnds(Runs runs, Counts counts) {
        this.runs = runs;
        this.counts = counts;
    }

    public void look() {
        runs.finishWhatIsDone();
    }

    /** Seldom needed, and it reads more. */
    public void lookCloser() {
        runs.endedButNotCounted().forEach(counts::recount);
    }
}
