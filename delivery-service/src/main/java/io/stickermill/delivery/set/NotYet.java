package io.stickermill.delivery.set;

import io.stickermill.platform.dispatch.Outcome;

/** A request can't go on now: it comes again, and finds how far it came. */
final class NotYet extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NotYet(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
