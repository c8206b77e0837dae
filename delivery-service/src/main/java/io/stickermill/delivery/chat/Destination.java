package io.stickermill.delivery.chat;

import org.jspecify.annotations.Nullable;

/**
 * Where a message goes.
 *
 * @param chatId as the events name it, which may be an old id of the chat
 * @param replyTo message that it answers
 * @param threadId topic of a forum
 */
public record Destination(
        long chatId, @Nullable Integer replyTo, @Nullable Integer threadId) {}
