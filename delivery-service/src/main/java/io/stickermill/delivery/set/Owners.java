package io.stickermill.delivery.set;

import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Lets one at a time change the sets of a person, whatever asks for it and in whichever chat. */
record Owners(Ledger ledger) {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    /** What is done under the claim. */
    @FunctionalInterface
    interface Work {

        /**
         * @param isOurs lengthens the claim by one more call; false if another has it
         * @throws NotYet if it can't be done now
         */
        Outcome of(BooleanSupplier isOurs);
    }

    /** @return what the work says, or that it is to come again */
    Outcome under(UUID owner, Work work) {
        return switch (ledger.claim(owner)) {
            case Claim.Ended _, Claim.LeasedByAnother _ ->
                new Outcome.Wait(A_MOMENT, "something else of the same person is in work");
            case Claim.Granted claim -> {
                try {
                    yield work.of(() -> ledger.renew(owner, claim));
                } catch (NotYet later) {
                    yield later.outcome();
                } finally {
                    ledger.release(owner, claim);
                }
            }
        };
    }
}
