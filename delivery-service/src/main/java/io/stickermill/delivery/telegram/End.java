package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import io.stickermill.schemas.StickerReady;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a send ended.
 *
 * @param kind of what was sent: sticker or reply
 * @param messageId of what is in the chat; null where nothing is
 * @param failure why it is not in the chat; null where it is
 * @param event replies have none
 * @param deadLettered whether a replay may bring it after all
 */
record End(
        String kind,
        @Nullable UUID jobId,
        long chatId,
        @Nullable Integer messageId,
        @Nullable String fileId,
        @Nullable String failure,
        @Nullable EndEvent event,
        boolean deadLettered) {

    private static final String STICKER = "sticker";

    static End delivered(StickerReady sticker, Message message, EndEvent event) {
        return new End(
                STICKER,
                sticker.getJobId(),
                sticker.getChatId(),
                message.messageId(),
                message.sticker().fileId(),
                null,
                event,
                false);
    }

    static End failed(StickerReady sticker, String failure, EndEvent event, boolean deadLettered) {
        return new End(STICKER, sticker.getJobId(), sticker.getChatId(), null, null, failure, event, deadLettered);
    }

    static End said(String kind, @Nullable UUID jobId, long chatId, int messageId) {
        return new End(kind, jobId, chatId, messageId, null, null, null, false);
    }

    static End notSaid(String kind, @Nullable UUID jobId, long chatId, String failure) {
        return new End(kind, jobId, chatId, null, null, failure, null, false);
    }
}
