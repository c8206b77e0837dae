package io.stickermill.delivery.status;

import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param step as the user sees it, from 1; of an album, what its count has risen to
 * @param before orders the stages of one step, and falls: of step 1 the jobs of the chat that come before it, of a remote model the
 *     time that it has not taken yet
 * @param remote what is known of the model's work, where one is waited for; else null
 */
record Stage(int step, int before, @Nullable Remote remote) {

    /**
     * Work of somebody else's model.
     *
     * @param seconds that it has taken
     * @param place how many come before it there; null if that is not known
     * @param waits whether no model works on it at this time
     */
    record Remote(long seconds, @Nullable Integer place, boolean waits) {}

    /** Waits behind a number of jobs that nobody has told. */
    private static final int UNTOLD = Integer.MAX_VALUE;

    /** Further back than that, a job in the queue shows nothing: a flood of photos is to bring no flood of messages. */
    private static final int SHOWN = 3;

    /** The photo is there, and its picture is not. */
    private static final int REMOTE_STEP = 2;

    static final Stage NONE = new Stage(0, UNTOLD, null);

    static Stage at(int step) {
        return new Stage(step, UNTOLD, null);
    }

    static Stage queued(int before) {
        return new Stage(1, before, null);
    }

    /** A picture of somebody else's model is waited for. */
    static Stage remote(long seconds, @Nullable Integer place, boolean waits) {
        long taken = Math.clamp(seconds, 0, UNTOLD - 2L);
        return new Stage(REMOTE_STEP, UNTOLD - 1 - (int) taken, new Remote(taken, place, waits));
    }

    boolean isAfter(Stage other) {
        return step > other.step || step == other.step && before < other.before;
    }

    Stage laterOf(Stage other) {
        return other.isAfter(this) ? other : this;
    }

    boolean isQueued() {
        return step == 1 && before != UNTOLD && before > 0;
    }

    boolean isWorthShowing() {
        return !isQueued() || before <= SHOWN;
    }
}
