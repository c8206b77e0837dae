package io.stickermill.generation.maker.child;

import java.io.Serial;

/** A child is no more, or is made to be. */
final class ChildEnded extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** For the metric. */
    enum Why {
        /** A crash, a full heap, or somebody's signal. */
        DIED,
        TOO_LONG,
        TOO_MUCH_MEMORY,
        /** What came through the pipe was no answer. */
        GARBAGE,
        /** The service stops, or has given the photo up. */
        NOT_NEEDED
    }

    private final Why why;

    ChildEnded(Why why, String how) {
        super(how, null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }

    String how() {
        return String.valueOf(getMessage());
    }
}
