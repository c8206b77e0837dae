package io.stickermill.platform.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler says about a record. Causes reach headers, logs and people: scrubbed and cut to 500 characters. */
public sealed interface Outcome {

    /** The record has had its effect, or needs none. */
    record Done() implements Outcome {}

    /**
     * The effect has not happened; try again, in place or through the retry topics, as often as {@link RetryPolicy} says.
     *
     * @param atLeast no sooner than this from now, where the other side has said so
     */
    record Retry(String cause, @Nullable Duration atLeast) implements Outcome {}

    /**
     * The other side is away or refuses everybody, which is no fault of this record: as a {@link Retry}, but there are always
     * attempts left. After the last retry topic it goes through that one again, until the handler ends it, by its age say.
     *
     * @param atLeast no sooner than this from now, where the other side has said so
     */
    record Outage(String cause, @Nullable Duration atLeast) implements Outcome {}

    /**
     * Not a failed attempt: somebody else holds the work, or its time has not come. Tried again in place after the delay,
     * any number of times; the key waits, and the partition is paused once its window is full.
     */
    record Wait(Duration delay, String why) implements Outcome {}

    /** No further attempt can help: to the dead-letter topic, then {@link RecordHandler#onDeadLetter}. */
    record DeadLetter(String cause) implements Outcome {}

    static Outcome done() {
        return new Done();
    }

    static Outcome retry(String cause) {
        return new Retry(cause, null);
    }
}
