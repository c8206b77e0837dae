package io.stickermill.delivery.set;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker of a set, or on its way there.
 *
 * @param number in its set, given once
 * @param stickerId null for one that the owner added elsewhere
 * @param given the file that it was asked for with
 * @param keywords that people find it by in Telegram
 * @param failure key of the text that says why it is not in the set
 * @param called whether Telegram may have it in the set
 * @param fileId as the set has it; null until that was seen
 * @param uniqueId as the set has it; null until that was seen
 * @param place in the set, from 0; null until that was seen
 * @param since when it came into its state
 */
record Part(
        UUID setId,
        int number,
        @Nullable UUID stickerId,
        @Nullable String given,
        String emoji,
        List<String> keywords,
        State state,
        @Nullable String failure,
        boolean called,
        @Nullable String fileId,
        @Nullable String uniqueId,
        @Nullable Integer place,
        Instant since) {

    enum State {
        ADDING,
        IN,
        /** Taken out by a request. */
        REMOVED,
        /** Taken out by its owner elsewhere. */
        GONE,
        FAILED
    }

    /** Whether the set may have it and has not been seen with it. */
    boolean isAwaited() {
        return uniqueId == null && (state == State.IN || state == State.ADDING && called);
    }
}
