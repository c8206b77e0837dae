package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.time.Instant;
import java.util.UUID;

/** Tells the user, once per job and in their language, why there is no sticker, and takes the status message away. */
final class FailureTeller {

    private final Replies replies;
    private final StatusBoard status;
    private final Texts texts;

    FailureTeller(Replies replies, StatusBoard status, Texts texts) {
        this.replies = replies;
        this.status = status;
        this.texts = texts;
    }

    Outcome tell(GenerationFailed failed) {
        var to = new Addressee(failed.getChatId(), failed.getFailedAt(), failed.getMessageId());
        return tell(
                failed.getJobId(), to, failed.getLanguage(), failed.getReason().name());
    }

    Outcome tell(StickerReady sticker, DeliveryFailure reason) {
        String text = switch (reason) {
            case EXPIRED, REFUSED -> reason.name();
            case NOT_A_STICKER, INTERNAL -> "INTERNAL";
            // There is nobody to tell, or they asked for it.
            case BLOCKED, CHAT_GONE, CANCELLED -> null;
        };
        var to = new Addressee(sticker.getChatId(), sticker.getReceivedAt(), sticker.getMessageId());
        return text == null ? Outcome.done() : tell(sticker.getJobId(), to, sticker.getLanguage(), text);
    }

    /** For a job of which nothing but its ids is known. */
    Outcome tellInternal(UUID jobId, long chatId, Instant at) {
        return tell(jobId, new Addressee(chatId, at, null), "en", "INTERNAL");
    }

    private Outcome tell(UUID jobId, Addressee to, String language, String reason) {
        String text = texts.get(language, "failed_" + reason);
        Outcome told = replies.say(Ids.reply(jobId, "failed"), jobId, to, text);
        if (told instanceof Outcome.Done) {
            status.close(jobId, to.chatId()).ifPresent(message -> status.remove(to.chatId(), message));
        }
        return told;
    }
}
