package io.stickermill.gateway.credit;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.CreditMove;
import io.stickermill.schemas.CreditsMoved;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells whoever shows people their credits of each transfer, once it is in the books. What could not be told is told later; what two
 * instances tell at once is the same.
 */
class CreditTelling {

    private static final Logger log = LoggerFactory.getLogger(CreditTelling.class);

    private static final int BATCH = 200;

    private final boolean on;
    private final CreditLedger ledger;
    private final EventPublisher events;
    private final ReentrantLock one = new ReentrantLock();

    /** @param on whether anything costs credits at all */
    CreditTelling(boolean on, CreditLedger ledger, EventPublisher events) {
        this.on = on;
        this.ledger = ledger;
        this.events = events;
    }

    /** By a rate: what has a fixed delay shares one thread with all else that has, and waits for the slowest of them. */
    @Scheduled(fixedRateString = "1s", initialDelayString = "2s")
    public void tell() {
        if (!on || !one.tryLock()) {
            return;
        }
        try {
            for (List<Transfer> untold = ledger.untold(BATCH); !untold.isEmpty(); untold = ledger.untold(BATCH)) {
                CompletableFuture.allOf(untold.stream()
                                .map(transfer -> events.publishAsync(
                                        Topics.CREDIT_MOVES,
                                        transfer.telegramId(),
                                        jobOf(transfer),
                                        null,
                                        event(transfer)))
                                .toArray(CompletableFuture[]::new))
                        .join();
                ledger.told(untold.stream().map(Transfer::id).toList());
            }
        } catch (RuntimeException away) {
            log.warn("people's credits are not told of yet: {}", away.toString());
        } finally {
            one.unlock();
        }
    }

    private static CreditsMoved event(Transfer transfer) {
        TransferKind kind = transfer.kind();
        return CreditsMoved.newBuilder()
                .setMoveId(Ids.creditMove(kind.name(), transfer.reference()))
                .setUserId(transfer.userId())
                .setTelegramUserId(transfer.telegramId())
                .setKind(CreditMove.valueOf(kind.name()))
                .setFree(kind.to(TransferKind.Account.FREE, transfer.amount()).toPlainString())
                .setReserved(kind.to(TransferKind.Account.RESERVED, transfer.amount())
                        .toPlainString())
                .setJobId(jobOf(transfer))
                .setChangedAt(transfer.at())
                .build();
    }

    private static @Nullable UUID jobOf(Transfer transfer) {
        return transfer.kind().isOfJob() ? UUID.fromString(transfer.reference()) : null;
    }
}
