package io.stickermill.gateway.session;

import java.util.Optional;
import java.util.UUID;

/** What became of the stickers in their chats, as far as it has been heard and for as long as their buttons are known. */
public interface SentStickers {

    /** Notes which message of its chat carries a job's sticker. */
    void arrived(UUID jobId, int messageId);

    /** The job whose sticker a message carries. Empty for any other message, or while that has not been heard. */
    Optional<UUID> jobOf(long chatId, int messageId);

    /** Whether it has been heard which message carries a job's sticker. */
    boolean hasArrived(UUID jobId);

    /**
     * Notes that a job's sticker is deleted: by the press, so that the next one sees it, and again from the command in its
     * topic, which a database restored from a copy reads once more.
     */
    void deleted(UUID jobId);

    /** Whether a job's sticker is deleted. */
    boolean isDeleted(UUID jobId);
}
