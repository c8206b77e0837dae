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
     * @param atLeast when the other side has said when: then it is a {@link Wait} of that time, and no failed attempt
     */
    record Retry(String cause, @Nullable Duration atLeast) implements Outcome {}

    /**
     * The other side is away or refuses everybody, which is no fault of this record: as a {@link Retry}, but there are always
     * attempts left. After the last retry topic it goes through that one again, until the handler ends it, by its age say.
     *
     * @param atLeast as of a {@link Retry}
     */
    record Outage(String cause, @Nullable Duration atLeast) implements Outcome {}

    /**
     * Not a failed attempt: somebody else holds the work, or its time has not come. Tried again exactly after the delay, any
     * number of times, in place: its key keeps its order and waits, its partition goes on. Only a wait of more than some
     * seconds, when records take half of the group's memory, is made in a retry topic, out of its key's order.
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
