package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.JobStatus;
import io.stickermill.platform.ledger.Claim;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Ends a sticker's row and closes its job's status in one transaction; then the status message goes. */
final class StickerEnds {

    private final Sends sends;
    private final JobStatus status;
    private final TransactionOperations transaction;

    StickerEnds(Sends sends, JobStatus status, TransactionOperations transaction) {
        this.sends = sends;
        this.status = status;
        this.transaction = transaction;
    }

    boolean end(Item sticker, Claim.Granted grant, End end, @Nullable EndEvent event) {
        return closing(sticker, () -> sends.end(sticker, grant, end, event));
    }

    /** Ends a send that has not begun. False if it has. */
    boolean endUnclaimed(Item sticker, End.Failed end, @Nullable EndEvent event) {
        return closing(sticker, () -> sends.endUnclaimed(sticker, end, event));
    }

    private boolean closing(Item sticker, BooleanSupplier row) {
        UUID jobId = Objects.requireNonNull(sticker.jobId(), "a sticker has a job");
        OptionalInt message =
                transaction.execute(_ -> row.getAsBoolean() ? status.close(jobId, sticker.chatId()) : null);
        if (message == null) {
            return false;
        }
        message.ifPresent(shown -> status.remove(sticker.chatId(), shown));
        return true;
    }
}
