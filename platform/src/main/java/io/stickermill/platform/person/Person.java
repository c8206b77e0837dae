package io.stickermill.platform.person;

import java.util.UUID;

/**
 * Somebody whom the bot knows.
 *
 * @param userId users.id: UUIDv5 of bot id and Telegram user id
 * @param telegramId at Telegram; their private chat has the same id
 */
public record Person(UUID userId, long telegramId) {}
