package io.stickermill.delivery.telegram;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.StickerReady;

/** What there is to say beside a sticker that is in the chat: why it is a card, and that it came after all. */
final class Arrival {

    private final Deliveries deliveries;
    private final CardExplanation explanation;
    private final FailureTeller failures;

    Arrival(Deliveries deliveries, CardExplanation explanation, FailureTeller failures) {
        this.deliveries = deliveries;
        this.explanation = explanation;
        this.failures = failures;
    }

    Outcome of(StickerReady sticker, Delivery delivery) {
        Outcome explained = explanation.of(sticker);
        return explained instanceof Outcome.Done ? takenBack(sticker, delivery) : explained;
    }

    private Outcome takenBack(StickerReady sticker, Delivery delivery) {
        return delivery.replay().isPresent() && deliveries.cameByReplay(sticker.getStickerId())
                ? failures.takeBack(sticker)
                : Outcome.done();
    }
}
