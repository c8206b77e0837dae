package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of a sticker's send: the row has it before the event is published, and the user hears what there is to say. */
final class StickerEnds {

    private static final Logger log = LoggerFactory.getLogger(StickerEnds.class);

    private final Deliveries deliveries;
    private final EndEvents events;
    private final JobClosing closing;
    private final Arrival arrival;
    private final FailureTeller failures;
    private final DeliverySettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer sendTimer;

    StickerEnds(
            Deliveries deliveries,
            EndEvents events,
            JobClosing closing,
            Arrival arrival,
            FailureTeller failures,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.events = events;
        this.closing = closing;
        this.arrival = arrival;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.sendTimer = Timer.builder("stickermill.step7.send")
                .description("From the record's arrival to Telegram's answer")
                .publishPercentileHistogram()
                .register(meters);
    }

    Outcome delivered(StickerReady sticker, Delivery delivery, Claim.Granted claim, Message message) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration took = Duration.between(delivery.receivedAt(), now);
        boolean outcomeUnknown = deliveries.unknownOutcomes(sticker.getStickerId()) > 0;
        EndEvent event = events.delivered(sticker, message, now, took, outcomeUnknown);
        if (end(sticker, claim, End.delivered(sticker, message, event), event)) {
            sendTimer.record(took);
        } else {
            log.warn("sticker {} was sent under a claim that had been lost", sticker.getStickerId());
            meters.counter("stickermill.sends.under_lost_claim").increment();
        }
        return arrival.of(sticker, delivery);
    }

    Outcome failed(StickerReady sticker, Claim.Granted claim, DeliveryFailure reason, String detail) {
        return failed(sticker, claim, reason, detail, false);
    }

    /** As {@link #failed}, of what lies in the dead letters: a replay may bring it after all. */
    Outcome deadLettered(StickerReady sticker, Claim.Granted claim, DeliveryFailure reason, String detail) {
        return failed(sticker, claim, reason, detail, true);
    }

    private Outcome failed(
            StickerReady sticker, Claim.Granted claim, DeliveryFailure reason, String detail, boolean deadLettered) {
        EndEvent event = events.failed(sticker, reason, detail, deadLettered);
        log.info("sticker {} is not delivered: {} {}", sticker.getStickerId(), reason, detail);
        Outcome told = failures.tell(sticker, reason);
        if (told instanceof Outcome.Done) {
            end(sticker, claim, End.failed(sticker, reason + ": " + detail, event, deadLettered), event);
        } else {
            deliveries.release(sticker.getStickerId(), claim);
        }
        return told;
    }

    /** Of a sticker that has had its end: who gave it that may have died before its event, or the word to the user, was out. */
    Outcome again(StickerReady sticker, Delivery delivery) {
        Optional<EndEvent> event = deliveries.eventOf(sticker.getStickerId());
        event.ifPresent(known -> events.publish(sticker, known));
        boolean arrived =
                event.filter(known -> known.topic() == Topics.STICKER_DELIVERED).isPresent();
        return arrived ? arrival.of(sticker, delivery) : Outcome.done();
    }

    /**
     * Once a sticker is sent, giving up on its row would send it again: a database that is away for a moment is waited for,
     * as long as the claim holds.
     */
    private boolean end(StickerReady sticker, Claim.Granted claim, End end, EndEvent event) {
        boolean ended = closing.close(
                sticker.getJobId(),
                sticker.getChatId(),
                settings.lease(),
                () -> deliveries.end(sticker.getStickerId(), claim, end));
        if (ended) {
            events.publish(sticker, event);
        }
        return ended;
    }
}
