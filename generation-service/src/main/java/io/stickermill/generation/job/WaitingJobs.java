package io.stickermill.generation.job;

import io.stickermill.platform.dispatch.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue of generation: every request is stored in it, and whoever has room claims the next one, on whatever instance.
 * Of a chat only the oldest that has not ended can be claimed, so that a chat has one in work at a time and their order
 * stays; what was set aside holds up nobody. A claim whose lease has ended can be taken over.
 */
interface WaitingJobs {

    /** Stickers of one chat that may lie ready: more than are sent while the next one is made. */
    int AHEAD = 8;

    /** What storing a request came to. */
    sealed interface Stored {
        /** @param before the chat's jobs that come before it */
        record Waiting(int before) implements Stored {}

        /** It waits, is being worked on, or has ended. */
        record Known() implements Stored {}
    }

    /**
     * Stores a request. One that is known stays as it is, unless it lies in the dead letters and this is a replay that has
     * not been stored before.
     *
     * @param request the record's value as it came
     */
    Stored store(UUID jobId, long chatId, byte[] request, Delivery record);

    /** Takes a job that waits out of the queue. */
    void cancel(UUID jobId);

    /** A job that waits for its time is due now. */
    void hasten(UUID jobId);

    /** The sticker of a job has arrived in its chat, or never will. */
    void delivered(UUID jobId);

    /**
     * Counts one more look for jobs. To be called by one thread.
     *
     * @return false once the database has gone back in time under this process: it was restored from a copy, in which jobs
     *     wait that have ended since. Whoever restores it starts this process again when the ledger of sends knows better
     */
    boolean countLook();

    /**
     * Jobs that could be claimed now, the chat that has waited longest first. None of a chat of which {@link #AHEAD} stickers
     * lie ready and are not sent yet: Telegram takes them no faster, and they would fill what all chats of a partition wait
     * in.
     */
    List<UUID> due(int most);

    /** Empty if another was faster. Who takes over what another held notes that it has ended in the middle. */
    Optional<StoredJob> claim(UUID jobId);

    /** The next one of a chat has waited since now: it comes after the other chats that wait already. */
    void turn(long chatId);

    /** The requests of a chat that have not ended, in their order. */
    List<byte[]> queue(long chatId, int most);
}
