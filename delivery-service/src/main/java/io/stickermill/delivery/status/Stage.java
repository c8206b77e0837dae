package io.stickermill.delivery.status;

/**
 * How far a job is.
 *
 * @param step as the user sees it, from 1; of an album, what its count has risen to
 * @param before jobs of the chat that come before it, while it waits for them
 */
record Stage(int step, int before) {

    /** Waits behind a number of jobs that nobody has told. */
    private static final int UNTOLD = Integer.MAX_VALUE;

    /** Further back than that, a job in the queue shows nothing: a flood of photos is to bring no flood of messages. */
    private static final int SHOWN = 3;

    static final Stage NONE = new Stage(0, UNTOLD);

    static Stage at(int step) {
        return new Stage(step, UNTOLD);
    }

    static Stage queued(int before) {
        return new Stage(1, before);
    }

    boolean isAfter(Stage other) {
        return step > other.step || step == other.step && before < other.before;
    }

    Stage laterOf(Stage other) {
        return other.isAfter(this) ? other : this;
    }

    boolean isQueued() {
        return before != UNTOLD && before > 0;
    }

    boolean isWorthShowing() {
        return !isQueued() || before <= SHOWN;
    }
}
