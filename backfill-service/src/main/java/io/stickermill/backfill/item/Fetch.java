package io.stickermill.backfill.item;

import java.time.Duration;

/** What asking Telegram for an item's file came to. */
sealed interface Fetch {

    record Got(byte[] content) implements Fetch {}

    /**
     * It can't be had, and asking again does not help.
     *
     * @param reason one word for the counts
     */
    record Never(String reason, String detail) implements Fetch {}

    /** Only the operator can mend it: no file can be fetched. */
    record Barred(String cause) implements Fetch {}

    /** A fault on the way. */
    record Later(String cause) implements Fetch {}

    /** Telegram, or our own limit, wants us to wait: no fault of the item's. */
    record NotNow(Duration delay, String why) implements Fetch {}
}
