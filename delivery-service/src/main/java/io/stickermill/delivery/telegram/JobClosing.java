package io.stickermill.delivery.telegram;

import io.stickermill.delivery.status.StatusBoard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Ends a sticker's row and closes its job's status in one transaction; then the status message goes. */
final class JobClosing {

    private static final Logger log = LoggerFactory.getLogger(JobClosing.class);

    private static final Duration TRY_AGAIN = Duration.ofMillis(250);

    private final StatusBoard status;
    private final TransactionOperations transaction;
    private final Clock clock;

    JobClosing(StatusBoard status, TransactionOperations transaction, Clock clock) {
        this.status = status;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Closes a job together with its row.
     *
     * @param patience how long a database is waited for that is away
     * @param row ends the row; false where that is not the caller's to do
     * @return what the row said
     */
    boolean close(UUID jobId, long chatId, Duration patience, BooleanSupplier row) {
        Optional<OptionalInt> statusMessage = closed(jobId, chatId, patience, row);
        if (statusMessage.isEmpty()) {
            return false;
        }
        statusMessage.get().ifPresent(messageId -> status.remove(chatId, messageId));
        return true;
    }

    private Optional<OptionalInt> closed(UUID jobId, long chatId, Duration patience, BooleanSupplier row) {
        Instant last = clock.instant().plus(patience);
        while (true) {
            try {
                return Optional.ofNullable(
                        transaction.execute(_ -> row.getAsBoolean() ? status.close(jobId, chatId) : null));
            } catch (DataAccessException | TransactionException e) {
                if (!clock.instant().isBefore(last)) {
                    throw e;
                }
                log.warn("the end of job {} is not in the database yet: {}", jobId, e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TRY_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was away", e);
        }
    }
}
