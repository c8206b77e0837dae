package io.stickermill.platform.dispatch;

/** What telling of a dead letter came to. */
public sealed interface Telling {

    /** Whoever waits for the record knows that it has failed, or nobody waits. */
    record Told() implements Telling {}

    /** Nobody can be told, now or later: the record does not say whose it is. Counted, and the record is finished. */
    record Untellable(String why) implements Telling {}

    static Telling told() {
        return new Told();
    }
}
