package io.stickermill.backfill.item;

/** The states of {@code backfill_items}: the ledger's two, and the ends. */
enum ItemState {
    FREE,
    CLAIMED,
    DONE,
    SKIPPED,
    FAILED,
    CANCELLED
}
