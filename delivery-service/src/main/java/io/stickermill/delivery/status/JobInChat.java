package io.stickermill.delivery.status;

import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerReady;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as its status message sees it.
 *
 * @param messageId message that the status answers to
 * @param threadId topic of a forum that it belongs to
 * @param receivedAt when the photo arrived at the gateway
 */
public record JobInChat(
        UUID jobId,
        long chatId,
        ChatKind chatKind,
        @Nullable Integer messageId,
        @Nullable Integer threadId,
        String language,
        Instant receivedAt) {

    /** A step of an older job comes from a replay, or from a backlog so long that nobody waits for the picture. */
    static final Duration WORTH_SHOWING = Duration.ofMinutes(30);

    /** Groups are not told of steps. */
    boolean isShown(Instant now) {
        return chatKind != ChatKind.GROUP && !receivedAt.isBefore(now.minus(WORTH_SHOWING));
    }

    public static JobInChat of(PhotoRequested request) {
        return new JobInChat(
                request.getJobId(),
                request.getChatId(),
                request.getChatKind(),
                request.getMessageId(),
                request.getThreadId(),
                request.getLanguage(),
                request.getReceivedAt());
    }

    public static JobInChat of(GenerationProgressed progress) {
        return new JobInChat(
                progress.getJobId(),
                progress.getChatId(),
                progress.getChatKind(),
                progress.getMessageId(),
                progress.getThreadId(),
                progress.getLanguage(),
                progress.getReceivedAt());
    }

    public static JobInChat of(StickerReady sticker) {
        return new JobInChat(
                sticker.getJobId(),
                sticker.getChatId(),
                sticker.getChatKind(),
                sticker.getMessageId(),
                sticker.getThreadId(),
                sticker.getLanguage(),
                sticker.getReceivedAt());
    }
}
