package io.stickermill.backfill.item;

/** What asking Telegram for an item's file came to. */
sealed interface Fetch {

    record Got(byte[] content) implements Fetch {}

    /** It can't be had, and asking again does not help. */
    record Never(Ending ending) implements Fetch {}

    /** A fault on the way. */
    record Later(String cause) implements Fetch {}
}
