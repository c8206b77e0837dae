package io.stickermill.delivery.telegram;

import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.JobCommand;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends jobs whose sticker is not to be sent. The ledger of sends decides: a sticker whose send has not been claimed never
 * goes, and its row has its end here; one that is being sent or was sent arrives. So a job has one end, for its user and for
 * history.
 */
final class JobEndings {

    private static final Outcome LOOK_AGAIN = new Outcome.Wait(Duration.ofMillis(500), "the sticker is being sent");

    private final Sends sends;
    private final StickerEnds ends;
    private final EndEvents events;
    private final Words words;

    JobEndings(Sends sends, StickerEnds ends, EndEvents events, Words words) {
        this.sends = sends;
        this.ends = ends;
        this.events = events;
        this.words = words;
    }

    Outcome cancel(JobCommand command) {
        Item sticker = Item.stickerOf(command.getJobId(), command.getChatId());
        ends.endUnclaimed(sticker, new End.Failed(Why.CANCELLED, ""), events.cancelled(sticker.id(), command));
        Optional<Claimed.Over> over = sends.ended(sticker.id());
        // Also of an end from before: a crash may have come between the row and its event.
        over.ifPresent(known -> events.publish(sticker, known.event()));
        return over.isPresent() ? Outcome.done() : LOOK_AGAIN;
    }

    /** A job that fails now is sent no sticker later, unless by a replay. */
    Outcome notMade(GenerationFailed failed) {
        Item sticker = Item.stickerOf(failed.getJobId(), failed.getChatId());
        ends.endUnclaimed(
                sticker, new End.Failed(Why.NOT_MADE, failed.getReason().name(), failed.getDeadLettered()), null);
        Optional<Claimed.Over> over = sends.ended(sticker.id());
        if (over.isEmpty()) {
            return LOOK_AGAIN;
        }
        switch (over.get().end()) {
            case End.Arrived _ -> {}
            case End.Failed end -> {
                if (end.why() != Why.CANCELLED) {
                    words.notMade(failed);
                }
            }
        }
        return Outcome.done();
    }
}
