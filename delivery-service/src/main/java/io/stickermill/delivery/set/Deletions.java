package io.stickermill.delivery.set;

import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.JobCommand;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Takes what somebody deletes out of their sets, too. */
final class Deletions {

    private final SetRows rows;
    private final Owners owners;
    private final Function<BooleanSupplier, Changes> work;

    /** @param work on sets, under a claim that each call lengthens */
    Deletions(SetRows rows, Owners owners, Function<BooleanSupplier, Changes> work) {
        this.rows = rows;
        this.owners = owners;
        this.work = work;
    }

    Outcome of(JobCommand command) {
        UUID stickerId = command.getStickerId();
        if (stickerId == null || rows.inSets(command.getUserId(), stickerId).isEmpty()) {
            return Outcome.done();
        }
        return owners.under(command.getUserId(), isOurs -> {
            work.apply(isOurs).takeOut(command.getUserId(), stickerId);
            return Outcome.done();
        });
    }
}
