package io.stickermill.gateway.session;

import java.util.UUID;

/**
 * Who asks for a sticker, and in which chat.
 *
 * @param userId the person's id here
 * @param telegramUserId the person's id at Telegram
 * @param chatId Telegram's id of the chat that the sticker is for
 */
public record Asker(UUID userId, long telegramUserId, long chatId) {}
