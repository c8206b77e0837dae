package io.stickermill.delivery.telegram;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordIds;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.StickerReady;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Ends the jobs of stickers that lie in the dead letters. What can't end yet throws, and is asked of this again. */
final class StickerDeadLetters {

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

    Telling end(StickerReady sticker, Delivery delivery, String cause) {
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
        return told(ended);
    }

    /** The ids are in the headers even where the value can't be read. */
    Telling endUnreadable(Delivery delivery, String cause) {
        RecordIds ids = delivery.ids();
        if (ids.stickerId().isEmpty() || ids.jobId().isEmpty() || ids.chatId().isEmpty()) {
            return new Telling.Untellable("an unreadable sticker that names no job of a chat");
        }
        return endUnreadable(
                ids.stickerId().get(), ids.jobId().get(), ids.chatId().get(), delivery.timestamp(), cause);
    }

    private Telling endUnreadable(UUID id, UUID jobId, long chatId, Instant at, String cause) {
        EndEvent event = events.unreadable(id, jobId, chatId, cause);
        deliveries.giveUp(id, jobId, chatId, DeliveryFailure.INTERNAL + ": " + cause, event, true);
        return switch (deliveries.stateOf(id)) {
            case "done" -> Telling.told();
            case "failed" -> {
                if (!deliveries.wasCancelled(id)) {
                    told(failures.tellInternal(jobId, chatId, at));
                }
                deliveries.eventOf(id).ifPresent(known -> events.publish(id, jobId, chatId, known));
                yield Telling.told();
            }
            default -> throw new IllegalStateException("another instance is sending it");
        };
    }

    /** What can't be told yet is asked of this again, sooner or later, and holds nothing up meanwhile. */
    private static Telling told(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the user could not be told yet: " + outcome);
        }
        return Telling.told();
    }
}
