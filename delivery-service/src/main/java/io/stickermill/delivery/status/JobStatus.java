package io.stickermill.delivery.status;

import java.util.OptionalInt;
import java.util.UUID;

/** What is shown of a job while it runs. */
public interface JobStatus {

    /** A job has reached a step (1 to 7). Returns at once. */
    void reached(JobInChat job, int step);

    /**
     * Its sticker is there and only has to go: whoever has seen no status message by now gets none any more. It would cost the chat
     * the turn that the sticker waits for, and be gone again when that comes. Returns at once.
     */
    void ready(JobInChat job);

    /**
     * Closes the job's status; nothing is shown from now on. To be called in the transaction that ends the job.
     *
     * @return the message to remove, if there is one
     */
    OptionalInt close(UUID jobId, long chatId);

    /** Removes the message of a closed status, without waiting for Telegram. */
    void remove(long chatId, int messageId);
}
