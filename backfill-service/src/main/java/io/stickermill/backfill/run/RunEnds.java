package io.stickermill.backfill.run;

/** Ends the runs that are over. */
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
