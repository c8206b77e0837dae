package io.stickermill.delivery.telegram;

import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.Replay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of sends. Of all who claim an item at the same time one gets it, until its lease ends; only the holder of the
 * claim can end it, and an end is final but for {@link #reopen}.
 */
interface Sends {

    /** What a claim came to. */
    sealed interface Claimed {

        /**
         * It is the caller's to send.
         *
         * @param unknownOutcomes sends of it whose outcome nobody knows, also that of an owner whose lease has ended
         * @param byReplay whether it had failed, and is here for a replay
         */
        record Mine(Claim.Granted grant, int unknownOutcomes, boolean byReplay) implements Claimed {}

        record Anothers(Duration remaining) implements Claimed {}

        /**
         * It has ended.
         *
         * @param event that tells of it; what is only said has none
         * @param byReplay whether it had failed before, and came to this end by a replay
         */
        record Over(End end, @Nullable EndEvent event, boolean byReplay) implements Claimed {}
    }

    /** Taking over from an owner whose lease has ended counts one more unknown outcome, with the claim or not at all. */
    Claimed claim(UUID id);

    /** Lengthens a claim from now on. False if it is no longer the caller's, who may not send then. */
    boolean renew(UUID id, Claim.Granted grant);

    /** Gives a claim back under which nothing was sent. Nothing if it is no longer the caller's. */
    void release(UUID id, Claim.Granted grant);

    /**
     * Counts one more unknown outcome and gives the claim back, both or neither.
     *
     * @return how many there are now; 0 if the claim was no longer the caller's: who took it over has counted it
     */
    int releaseUnknown(UUID id, Claim.Granted grant);

    /**
     * Ends a send under its claim.
     *
     * @return false if the claim was lost: another has it, or it has ended
     */
    boolean end(Item item, Claim.Granted grant, End end, @Nullable EndEvent event);

    /** Ends a send that has not begun. False if it has: it is claimed, or has ended. */
    boolean endUnclaimed(Item item, End.Failed end, @Nullable EndEvent event);

    /**
     * Frees a send that has failed and lies in the dead letters, for their replay. Each replay does so once, so that its
     * record, read again, finds what became of it. What was cancelled stays cancelled.
     *
     * @return false if it has not failed, is no dead letter, or this replay has freed it before
     */
    boolean reopen(UUID id, Replay replay);

    /** How it ended, if it has. */
    Optional<Claimed.Over> ended(UUID id);

    /** The messages of a job in a chat: its sticker, and the sheets that show it in every style. */
    List<Integer> messagesOf(UUID jobId, long chatId);

    /** Whether a message of a chat is a sheet or a reply of ours, which may be changed and taken back. */
    boolean isAnswer(long chatId, int messageId);

    /** Replies that have arrived in a chat since a while. */
    int saidWithin(Duration latest, long chatId);

    /** Claims that should have been taken over long ago. */
    long expiredClaims();
}
