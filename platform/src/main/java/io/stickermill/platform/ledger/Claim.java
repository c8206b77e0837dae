package io.stickermill.platform.ledger;

import java.time.Duration;
import java.util.UUID;

/** What a claim on a piece of work came to. */
public sealed interface Claim {

    /**
     * The work is the caller's until the lease ends.
     *
     * @param token names this claim; only its holder can finish it
     * @param attempt 1 for the first claim, one more for each later one
     * @param takenOver whether an earlier owner's lease ended before it finished: its effect may have happened
     */
    record Granted(UUID token, int attempt, boolean takenOver) implements Claim {}

    /** Another has it: come back when its lease has ended. */
    record LeasedByAnother(Duration remaining) implements Claim {}

    /** It has ended before: how, the table's owner knows. */
    record Ended() implements Claim {}
}
