package io.stickermill.gateway.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stickers that were asked for. */
public interface PhotoRequests {

    /** Two presses for the styles within this time are a double tap. */
    Duration DOUBLE_TAP = Duration.ofSeconds(5);

    /**
     * Notes what was asked for, in a session that is open.
     *
     * @return what was noted under its job first: of a double tap, the first tap's request
     */
    PhotoRequest note(PhotoRequest request);

    /** What was asked for under a job. */
    Optional<PhotoRequest> find(UUID jobId);

    /**
     * Notes that a person wants everything to stop that they have running in a chat.
     *
     * @param messageId the command's; received again, it gives the same jobs again
     * @return the jobs of whose end nothing was known when the command came
     */
    List<UUID> cancel(long chatId, UUID userId, int messageId);

    /**
     * Notes that a person wants a job to stop.
     *
     * @param album whether the other jobs of its album are meant, too
     * @param messageId the one under which the button stands; tapped again, it gives the same jobs again
     * @return the jobs of whose end nothing was known when the button was tapped
     */
    List<UUID> cancel(PhotoRequest job, boolean album, int messageId);

    /**
     * Notes that a sticker is to be shown in every style.
     *
     * @param press its id
     * @return the press that counts: of a double tap the first
     */
    String showStyles(UUID jobId, String press);

    /** The job can no longer be cancelled. Only a replay turns another end into a delivery, and nothing turns that back. */
    void ended(UUID jobId, JobEnd end);

    /** What was asked for in a session and has been delivered, but for stickers that are deleted. */
    List<PhotoRequest> inChat(UUID sessionId);

    /** Whether a job is known to have come to an end, whichever. */
    boolean hasEnded(UUID jobId);

    /** How a job ended. Empty while it goes on, or of one that ended before that was noted. */
    Optional<JobEnd> end(UUID jobId);
}
