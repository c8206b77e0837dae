package io.stickermill.gateway.session;

import io.stickermill.contracts.text.StickerText;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sticker that was asked for: what a later button under it needs to know.
 *
 * @param messageId message that the answers refer to: the photo's, or the text's; null for a request through the HTTP API
 * @param albumId Telegram's media group, for a photo that came in one
 * @param userInput what was written with the photo, as it was
 * @param variant which of the photo's cut-outs, from 0
 * @param part its place in a pack; null for a sticker of its own
 * @param requestedAt when it was asked for, in milliseconds; for a photo in whole seconds, as Telegram says
 */
public record PhotoRequest(
        UUID jobId,
        UUID sessionId,
        Asker asker,
        PhotoSource source,
        @Nullable Integer messageId,
        @Nullable String albumId,
        @Nullable String userInput,
        AskedOptions options,
        int variant,
        @Nullable PackPart part,
        Instant requestedAt) {

    /** A photo that came in a message, in a session of its own. */
    public static PhotoRequest inMessage(
            UUID jobId, Asker asker, int messageId, String fileId, AskedOptions options, Instant sentAt) {
        return first(jobId, asker, new PhotoSource.TelegramFile(fileId), messageId, null, options, sentAt);
    }

    /** A photo that a program has uploaded, in a session of its own. */
    public static PhotoRequest uploaded(UUID jobId, Asker asker, String storageKey, AskedOptions options, Instant at) {
        return first(jobId, asker, new PhotoSource.Upload(storageKey), null, options.text(), options, at);
    }

    private static PhotoRequest first(
            UUID jobId,
            Asker asker,
            PhotoSource source,
            @Nullable Integer messageId,
            @Nullable String userInput,
            AskedOptions options,
            Instant at) {
        return new PhotoRequest(
                jobId, Ids.session(jobId), asker, source, messageId, null, userInput, options, 0, null, at);
    }

    /** The same request with what Telegram says of its photo beside the file. */
    public PhotoRequest with(@Nullable String caption, @Nullable String mediaGroupId) {
        return new PhotoRequest(
                jobId, sessionId, asker, source, messageId, mediaGroupId, caption, options, variant, part, requestedAt);
    }

    /** The same request, with the caption of its album on the sticker where its photo came without one. */
    public PhotoRequest orWith(@Nullable String albumCaption) {
        if (userInput != null || albumCaption == null) {
            return this;
        }
        AskedOptions captioned = StickerText.of(albumCaption) instanceof StickerText.Usable(String text)
                ? options.withText(text)
                : options;
        return new PhotoRequest(
                jobId,
                sessionId,
                asker,
                source,
                messageId,
                albumId,
                albumCaption,
                captioned,
                variant,
                part,
                requestedAt);
    }

    /** The same request in another session. */
    public PhotoRequest in(UUID otherSession) {
        return new PhotoRequest(
                jobId, otherSession, asker, source, messageId, albumId, userInput, options, variant, part, requestedAt);
    }

    /** The same request as a part of a pack. */
    public PhotoRequest asPart(PackPart place) {
        return new PhotoRequest(
                jobId, sessionId, asker, source, messageId, albumId, userInput, options, variant, place, requestedAt);
    }

    /** The same photo once more: made anew, with these options, under the job of what asks for it. */
    public PhotoRequest again(UUID nextJobId, AskedOptions otherOptions, int nextVariant, Instant at) {
        return next(nextJobId, source.photo(), messageId, otherOptions, nextVariant, at);
    }

    /** The same photo once more, with a text that came in a message of its own. */
    public PhotoRequest withText(UUID nextJobId, int textMessageId, @Nullable String text, Instant at) {
        return next(nextJobId, source.photo(), textMessageId, options.withText(text), variant, at);
    }

    /** A variant that was made beside the first sticker of the photo. */
    public PhotoRequest readyMade(UUID nextJobId, UUID firstJobId, int nextVariant, Instant at) {
        var kept = new PhotoSource.ReadyMade(firstJobId, source.photo());
        return next(nextJobId, kept, messageId, options, nextVariant, at);
    }

    /** Whether a program has ordered it, alone or in a set, and waits for the answer: nobody is there to be asked. */
    public boolean isOfProgram() {
        UUID first = part == null ? jobId : part.packId();
        return source instanceof PhotoSource.Upload && sessionId.equals(Ids.session(first));
    }

    /** Whether the other gives the same sticker: of the same photo, in the same way. */
    public boolean givesSameAs(PhotoRequest other) {
        return source.photo().equals(other.source.photo())
                && variant == other.variant
                && options.giveSameAs(other.options);
    }

    private PhotoRequest next(
            UUID nextJobId,
            PhotoSource nextSource,
            @Nullable Integer answersTo,
            AskedOptions otherOptions,
            int nextVariant,
            Instant at) {
        return new PhotoRequest(
                nextJobId,
                sessionId,
                asker,
                nextSource,
                answersTo,
                null,
                userInput,
                otherOptions,
                nextVariant,
                null,
                at);
    }
}
