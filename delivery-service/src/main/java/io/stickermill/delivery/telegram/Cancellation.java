package io.stickermill.delivery.telegram;

import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import java.time.Duration;
import java.util.UUID;

/**
 * Cancels jobs. The ledger of sends decides: a sticker whose send has not been claimed never goes, and its row ends as
 * cancelled; one that is being sent or was sent arrives, and the cancellation comes to nothing. So a job has one end, and
 * history hears of it from this ledger alone.
 */
final class Cancellation {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Deliveries deliveries;
    private final EndEvents events;
    private final JobClosing closing;

    Cancellation(Deliveries deliveries, EndEvents events, JobClosing closing) {
        this.deliveries = deliveries;
        this.events = events;
        this.closing = closing;
    }

    Outcome cancel(JobCommand command) {
        UUID jobId = command.getJobId();
        long chatId = command.getChatId();
        UUID stickerId = Ids.sticker(jobId, 0);
        EndEvent event = events.cancelled(stickerId, command);
        boolean cancelled =
                closing.close(jobId, chatId, Duration.ZERO, () -> deliveries.cancel(stickerId, jobId, chatId, event));
        if (cancelled) {
            events.publish(stickerId, jobId, chatId, event);
            return Outcome.done();
        }
        return switch (deliveries.stateOf(stickerId)) {
            // A crash may have come between the row's end and its event.
            case "failed" -> {
                deliveries.eventOf(stickerId).ifPresent(known -> events.publish(stickerId, jobId, chatId, known));
                yield Outcome.done();
            }
            case "done" -> Outcome.done();
            default -> new Outcome.Wait(LOOK, "the sticker is being sent");
        };
    }
}
