package io.stickermill.localstack.supervisor;

import java.util.Locale;

/** Where a supervised part is in its life. */
public enum PartState {
    /** What it needs is not ready yet. */
    WAITING,
    STARTING,
    READY,
    /** Its process lives, but did not answer when it was asked just now. */
    NOT_ANSWERING,
    /** It died and is started again in a moment. */
    RESTARTING,
    /** It died several times in a row, and is tried on and on. */
    FAILING,
    /** Stopped on purpose. */
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
