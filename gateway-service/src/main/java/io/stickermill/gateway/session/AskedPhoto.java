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
 * @param readyMadeOf the job beside whose sticker this variant was made; null for what is to be made
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
        @Nullable UUID readyMadeOf,
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
                readyMadeOf,
                requestedAt);
    }

    /** The same photo once more: made anew, with these options, under the job of what asks for it. */
    public AskedPhoto again(UUID nextJobId, AskedOptions otherOptions, int nextVariant, Instant at) {
        return next(nextJobId, messageId, otherOptions, nextVariant, null, at);
    }

    /** The same photo once more, with a text that came in a message of its own. */
    public AskedPhoto withText(UUID nextJobId, int textMessageId, @Nullable String text, Instant at) {
        return next(nextJobId, textMessageId, options.withText(text), variant, null, at);
    }

    /** A variant that was made beside the first sticker of the photo. */
    public AskedPhoto readyMade(UUID nextJobId, UUID firstJobId, int nextVariant, Instant at) {
        return next(nextJobId, messageId, options, nextVariant, firstJobId, at);
    }

    private AskedPhoto next(
            UUID nextJobId,
            @Nullable Integer answersTo,
            AskedOptions otherOptions,
            int nextVariant,
            @Nullable UUID firstJobId,
            Instant at) {
        return new AskedPhoto(
                nextJobId,
                sessionId,
                userId,
                chatId,
                telegramUserId,
                answersTo,
                photoFileId,
                photoStorageKey,
                null,
                userInput,
                otherOptions,
                nextVariant,
                firstJobId,
                at);
    }
}
