package io.stickermill.platform.telegram.limit;

import java.time.Duration;

/** Whether a message may go now. */
public sealed interface Turn {

    /**
     * It may, and has been counted.
     *
     * @param room messages to this chat that could have gone when it was counted, itself among them, in thousandths
     * @param since when it was counted, by {@code System.nanoTime}
     */
    record Now(long room, long since) implements Turn {}

    /** Others are before it: it is to ask again. */
    record Later() implements Turn {}

    /** Telegram has put this method in this chat on hold for longer than a message waits in place. */
    record Held(Duration remaining) implements Turn {}
}
