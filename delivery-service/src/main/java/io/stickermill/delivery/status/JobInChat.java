package io.stickermill.delivery.status;

import io.stickermill.schemas.ChatKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as its status message sees it.
 *
 * @param messageId message that the status answers to
 * @param receivedAt when the photo arrived at the gateway
 */
public record JobInChat(
        UUID jobId,
        long chatId,
        ChatKind chatKind,
        @Nullable Integer messageId,
        String language,
        Instant receivedAt) {}
