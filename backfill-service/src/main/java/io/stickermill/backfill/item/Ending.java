package io.stickermill.backfill.item;

import io.stickermill.schemas.BackfillOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an item ended.
 *
 * @param reason one word for the counts
 * @param detail in words, where there is more to say
 * @param size of the object in bytes, where it was written or found
 */
record Ending(
        BackfillOutcome outcome,
        String reason,
        @Nullable String detail,
        @Nullable Long size) {

    static Ending done(String reason, long size) {
        return new Ending(BackfillOutcome.DONE, reason, null, size);
    }

    static Ending skipped(String reason, @Nullable Long size) {
        return new Ending(BackfillOutcome.SKIPPED, reason, null, size);
    }

    static Ending failed(String reason, String detail) {
        return new Ending(BackfillOutcome.FAILED, reason, detail, null);
    }

    String state() {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
