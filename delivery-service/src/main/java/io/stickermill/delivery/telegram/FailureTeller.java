package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.StatusBoard;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        return tell(
                failed.getJobId(),
                failed.getChatId(),
                failed.getLanguage(),
                failed.getReason().name(),
                failed.getMessageId());
    }

    Outcome tell(StickerReady sticker, DeliveryFailure reason) {
        String text = switch (reason) {
            case EXPIRED, REFUSED -> reason.name();
            case NOT_A_STICKER, INTERNAL -> "INTERNAL";
            // There is nobody to tell, or they asked for it.
            case BLOCKED, CHAT_GONE, CANCELLED -> null;
        };
        return text == null
                ? Outcome.done()
                : tell(sticker.getJobId(), sticker.getChatId(), sticker.getLanguage(), text, sticker.getMessageId());
    }

    /** For a job of which nothing but its ids is known. */
    Outcome tellInternal(UUID jobId, long chatId) {
        return tell(jobId, chatId, "en", "INTERNAL", null);
    }

    private Outcome tell(UUID jobId, long chatId, String language, String reason, @Nullable Integer messageId) {
        String text = texts.get(language, "failed_" + reason);
        Outcome told = replies.say(Ids.reply(jobId, "failed"), jobId, chatId, text, messageId);
        if (told instanceof Outcome.Done) {
            status.close(jobId, chatId).ifPresent(message -> status.remove(chatId, message));
        }
        return told;
    }
}
