package io.stickermill.gateway.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker that was asked for: what a later button under it needs to know.
 *
 * @param messageId message that the answers refer to: the photo's; null for a request without one
 * @param photoFileId Telegram's file, or null if the photo lies in storage
 * @param photoStorageKey where the photo lies in storage, or null if Telegram has it
 * @param albumId Telegram's media group, for a photo that came in one
 * @param requestedAt when it was asked for; for a photo in whole seconds, as Telegram says
 */
public record AskedPhoto(
        UUID jobId,
        UUID sessionId,
        UUID userId,
        long chatId,
        long telegramUserId,
        @Nullable Integer messageId,
        @Nullable String photoFileId,
        @Nullable String photoStorageKey,
        @Nullable String albumId,
        @Nullable String userInput,
        AskedOptions options,
        int variant,
        Instant requestedAt) {

    /** The same request in another session. */
    AskedPhoto in(UUID otherSession) {
        return new AskedPhoto(
                jobId,
                otherSession,
                userId,
                chatId,
                telegramUserId,
                messageId,
                photoFileId,
                photoStorageKey,
                albumId,
                userInput,
                options,
                variant,
                requestedAt);
    }

    /** The same photo once more, under the job of the button that asks for it. */
    public AskedPhoto again(UUID buttonJobId, int nextVariant, Instant at) {
        return new AskedPhoto(
                buttonJobId,
                sessionId,
                userId,
                chatId,
                telegramUserId,
                messageId,
                photoFileId,
                photoStorageKey,
                null,
                userInput,
                options,
                nextVariant,
                at);
    }
}
