package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.delivery.telegram.Deliveries.EndEvent;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Cancels jobs. The ledger of sends decides: a sticker whose send has not been claimed never goes, and its row ends as
 * cancelled; one that is being sent or was sent arrives, and the cancellation comes to nothing. So a job has one end, and
 * history hears of it from this ledger alone.
 */
final class Cancellation {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Deliveries deliveries;
    private final StatusBoard status;
    private final EventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    Cancellation(
            Deliveries deliveries,
            StatusBoard status,
            EventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.deliveries = deliveries;
        this.status = status;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    Outcome cancel(JobCommand command) {
        UUID jobId = command.getJobId();
        UUID stickerId = Ids.sticker(jobId, 0);
        EndEvent event = event(command, stickerId);
        Optional<OptionalInt> cancelled = Optional.ofNullable(
                transaction.execute(_ -> deliveries.cancel(stickerId, jobId, command.getChatId(), event)
                        ? status.close(jobId, command.getChatId())
                        : null));
        if (cancelled.isPresent()) {
            cancelled.get().ifPresent(message -> status.remove(command.getChatId(), message));
            publish(command, stickerId, event);
            return Outcome.done();
        }
        return switch (deliveries.stateOf(stickerId)) {
            // A crash may have come between the row's end and its event.
            case "failed" -> {
                deliveries.eventOf(stickerId).ifPresent(known -> publish(command, stickerId, known));
                yield Outcome.done();
            }
            case "done" -> Outcome.done();
            default -> new Outcome.Wait(LOOK, "the sticker is being sent");
        };
    }

    private EndEvent event(JobCommand command, UUID stickerId) {
        var event = DeliveryFailed.newBuilder()
                .setStickerId(stickerId)
                .setJobId(command.getJobId())
                .setUserId(command.getUserId())
                .setChatId(command.getChatId())
                .setReason(DeliveryFailure.CANCELLED)
                .setDetail("cancelled at " + command.getIssuedAt())
                .setDeadLettered(false)
                .setFailedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        return new EndEvent(Topics.DELIVERY_FAILED, events.encode(Topics.DELIVERY_FAILED, event));
    }

    private void publish(JobCommand command, UUID stickerId, EndEvent event) {
        events.publishEncoded(event.topic(), command.getChatId(), command.getJobId(), stickerId, event.encoded());
    }
}
