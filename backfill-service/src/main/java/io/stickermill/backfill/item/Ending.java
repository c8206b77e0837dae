package io.stickermill.backfill.item;

import io.stickermill.schemas.BackfillOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an item ended.
 *
 * @param reason one word for the counts
 * @param detail in words, where there is more to say
 * @param storageKey of the object, or where it should be
 * @param size of the object in bytes, where it was written or found
 */
record Ending(
        BackfillOutcome outcome,
        String reason,
        @Nullable String detail,
        @Nullable String storageKey,
        @Nullable Long size) {

    static Ending done(String reason, String storageKey, long size) {
        return new Ending(BackfillOutcome.DONE, reason, null, storageKey, size);
    }

    static Ending skipped(String reason, String storageKey, @Nullable Long size) {
        return new Ending(BackfillOutcome.SKIPPED, reason, null, storageKey, size);
    }

    static Ending failed(String reason, @Nullable String storageKey, String detail) {
        return new Ending(BackfillOutcome.FAILED, reason, detail, storageKey, null);
    }

    String state() {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
