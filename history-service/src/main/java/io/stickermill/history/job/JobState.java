package io.stickermill.history.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of a job, and the one table of the transitions between them. */
public enum JobState {
    ACCEPTED,
    GENERATING,
    DELIVERED,
    FAILED,
    CANCELLED,
    HELD;

    /** The states that this one can be left for. Events come from several topics, so steps in between may be missing. */
    Set<JobState> next() {
        return switch (this) {
            case ACCEPTED -> EnumSet.of(GENERATING, DELIVERED, FAILED, CANCELLED, HELD);
            case GENERATING -> EnumSet.of(DELIVERED, FAILED, CANCELLED, HELD);
            // The outcome of a held send may still come to light.
            case HELD -> EnumSet.of(DELIVERED, FAILED);
            // Only a replay of a dead letter turns failed into delivered. Where a job fails and is cancelled at the
            // same
            // time, the ledger of sends decides, and tells of a cancellation only if that is the end.
            case FAILED -> EnumSet.of(DELIVERED, CANCELLED);
            // A sticker may have been on its way when the cancellation came.
            case CANCELLED -> EnumSet.of(DELIVERED);
            case DELIVERED -> EnumSet.noneOf(JobState.class);
        };
    }

    boolean canBecome(JobState other) {
        return next().contains(other);
    }

    /** Whether the user is no longer waiting. */
    public boolean isEnd() {
        return this != ACCEPTED && this != GENERATING;
    }

    /** As it stands in the database and in answers. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
