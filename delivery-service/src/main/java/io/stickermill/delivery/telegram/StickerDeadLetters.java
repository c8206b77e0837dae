package io.stickermill.delivery.telegram;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.event.EventHeaders;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.StickerReady;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the jobs of stickers that lie in the dead letters. What can't end yet throws, and is asked of this again. */
final class StickerDeadLetters {

    private static final Logger log = LoggerFactory.getLogger(StickerDeadLetters.class);

    private final Deliveries deliveries;
    private final StickerEnds ends;
    private final EndEvents events;
    private final UnknownSends unknown;
    private final FailureTeller failures;

    StickerDeadLetters(
            Deliveries deliveries, StickerEnds ends, EndEvents events, UnknownSends unknown, FailureTeller failures) {
        this.deliveries = deliveries;
        this.ends = ends;
        this.events = events;
        this.unknown = unknown;
        this.failures = failures;
    }

    void end(StickerReady sticker, Delivery delivery, String cause) {
        Outcome ended = switch (deliveries.claim(sticker.getStickerId())) {
            case Claim.Granted claim -> {
                DeliveryFailure reason =
                        unknown.isHeld(sticker, delivery) ? DeliveryFailure.HELD : DeliveryFailure.INTERNAL;
                yield ends.deadLettered(sticker, claim, reason, cause);
            }
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration remaining) ->
                throw new IllegalStateException("leased by another for " + remaining);
        };
        requireTold(ended);
    }

    /** The ids are in the headers even where the value can't be read. */
    void endUnreadable(Delivery delivery, String cause) {
        String jobId = delivery.header(EventHeaders.JOB_ID);
        String stickerId = delivery.header(EventHeaders.STICKER_ID);
        if (jobId == null || stickerId == null || delivery.key() == null) {
            log.error("an unreadable record of {} names no job; it lies in the dead letters", delivery.topic());
            return;
        }
        endUnreadable(
                UUID.fromString(stickerId),
                UUID.fromString(jobId),
                Long.parseLong(delivery.key()),
                delivery.timestamp(),
                cause);
    }

    private void endUnreadable(UUID id, UUID jobId, long chatId, Instant at, String cause) {
        EndEvent event = events.unreadable(id, jobId, chatId, cause);
        deliveries.giveUp(id, jobId, chatId, DeliveryFailure.INTERNAL + ": " + cause, event, true);
        switch (deliveries.stateOf(id)) {
            case "done" -> {}
            case "failed" -> {
                if (!deliveries.wasCancelled(id)) {
                    requireTold(failures.tellInternal(jobId, chatId, at));
                }
                deliveries.eventOf(id).ifPresent(known -> events.publish(id, jobId, chatId, known));
            }
            default -> throw new IllegalStateException("another instance is sending it");
        }
    }

    private static void requireTold(Outcome told) {
        if (!(told instanceof Outcome.Done)) {
            throw new IllegalStateException("the user could not be told yet: " + told);
        }
    }
}
