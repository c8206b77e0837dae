package io.stickermill.delivery.telegram;

import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;

/** Tells a user why there is a card where they expected a cut-out: once a session, however many photos it has. */
final class CardExplanation {

    private final Replies replies;
    private final Texts texts;

    CardExplanation(Replies replies, Texts texts) {
        this.replies = replies;
        this.texts = texts;
    }

    /** To be called when the sticker has arrived. */
    Outcome of(StickerReady sticker) {
        if (sticker.getShape() != StickerShape.CARD_NO_SUBJECT) {
            return Outcome.done();
        }
        String key = sticker.getConfidence() > 0 ? "no_subject" : "nothing_at_all";
        return replies.say(
                Ids.reply(sticker.getSessionId(), "no_subject"),
                sticker.getJobId(),
                new Addressee(sticker.getChatId(), sticker.getReceivedAt(), sticker.getMessageId()),
                texts.get(sticker.getLanguage(), key));
    }
}
