package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.SendSticker;
import io.stickermill.schemas.StickerReady;

/** What Telegram is asked to send: the sticker as an answer to its photo, with the buttons under it. */
final class StickerRequests {

    private final StickerKeyboards keyboards;

    StickerRequests(StickerKeyboards keyboards) {
        this.keyboards = keyboards;
    }

    /** @param chatId where the sticker's chat is today */
    SendSticker of(StickerReady sticker, long chatId, byte[] file) {
        SendSticker request = new SendSticker(chatId, file)
                .fileName("sticker.webp")
                .replyMarkup(keyboards.menu(StickerKeyboards.menuOf(sticker), sticker.getLanguage()));
        if (sticker.getMessageId() != null) {
            request.replyParameters(new ReplyParameters(sticker.getMessageId()).allowSendingWithoutReply(true));
        }
        return request;
    }
}
