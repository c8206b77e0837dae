package io.stickermill.delivery.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.DeliverySettings.UnknownOutcome;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.StickerReady;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stickers of which nobody knows whether they were sent: counted, and then sent again or held, as it is set. */
final class UnknownSends {

    private static final Logger log = LoggerFactory.getLogger(UnknownSends.class);

    private static final String HELD = "held: whether it was sent is unknown";

    private final Deliveries deliveries;
    private final UnknownOutcome then;
    private final MeterRegistry meters;

    UnknownSends(Deliveries deliveries, UnknownOutcome then, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.then = then;
        this.meters = meters;
    }

    /** Counts one more. */
    void note(StickerReady sticker, String cause) {
        int times = deliveries.outcomeUnknown(sticker.getStickerId());
        meters.counter("stickermill.sends.outcome_unknown").increment();
        log.warn(
                "whether sticker {} was sent is unknown ({} so far): {}; {}",
                sticker.getStickerId(),
                times,
                cause,
                switch (then) {
                    case SEND_AGAIN -> "sending it again";
                    case HOLD -> "holding it in the dead letters";
                });
    }

    /** Held stickers lie in the dead letters: a person looks into the chat, and replays the letter or leaves it. */
    boolean isHeld(StickerReady sticker, Delivery delivery) {
        return then == UnknownOutcome.HOLD
                && delivery.replay().isEmpty()
                && deliveries.unknownOutcomes(sticker.getStickerId()) > 0;
    }

    Outcome held() {
        return new Outcome.DeadLetter(HELD);
    }

    /** What comes of a send that was cut off. */
    Outcome after(String cause) {
        return switch (then) {
            case HOLD -> new Outcome.DeadLetter(HELD + ": " + cause);
            case SEND_AGAIN -> Outcome.retry(cause);
        };
    }
}
