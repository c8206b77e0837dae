package io.stickermill.gateway.credit;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Credits;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.gateway.credit.ChargeRows.Wanted;
import io.stickermill.gateway.credit.ChargeState.Heard;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoSource;
import io.stickermill.platform.metric.Metric;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Charges people for pictures that other people's models make: reserves when they are ordered, settles when their sticker has come,
 * gives back when it has not. A picture is paid with the first sticker of it that arrives; what is made of it later costs nothing.
 */
public final class Charges implements Charging {

    private static final Logger log = LoggerFactory.getLogger(Charges.class);

    private final Prices prices;
    private final RemoteStyles styles;
    private final CreditLedger ledger;
    private final ChargeRows rows;
    private final UnpaidOrders unpaid;
    private final int dailyFree;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;

    Charges(
            Prices prices,
            RemoteStyles styles,
            CreditLedger ledger,
            ChargeRows rows,
            UnpaidOrders unpaid,
            int dailyFree,
            TransactionOperations transaction,
            MeterRegistry meters) {
        this.prices = prices;
        this.styles = styles;
        this.ledger = ledger;
        this.rows = rows;
        this.unpaid = unpaid;
        this.dailyFree = dailyFree;
        this.transaction = transaction;
        this.meters = meters;
    }

    @Override
    public Asked reserve(PhotoRequest request) {
        return priced(request)
                .map(wanted -> reserve(wanted, request.isOfProgram()))
                .orElseGet(Asked.Granted::new);
    }

    @Override
    public void keep(PhotoRequest asked, @Nullable String env, boolean agreed) {
        unpaid.keep(asked, env, agreed);
    }

    /** @param agreed whether nobody is asked, whatever it costs: a program looks at the prices itself */
    private Asked reserve(Wanted wanted, boolean agreed) {
        if (rows.isKnown(wanted.jobId()) || rows.isPaid(wanted.pictureKey())) {
            return new Asked.Granted();
        }
        Balance balance = ledger.balance(wanted.userId());
        if (dailyFree > 0 && !ledger.hadBefore(wanted.userId()) && rows.freeToday(wanted.userId()) < dailyFree) {
            rows.reserved(wanted, Credits.NONE, true);
            return new Asked.Granted();
        }
        if (!agreed
                && prices.isAskedAbout(wanted.price())
                && balance.free().compareTo(wanted.price()) >= 0
                && !unpaid.isAgreed(wanted.jobId())) {
            return new Asked.ToAgree(wanted.price(), balance.free());
        }
        if (!ledger.transfer(TransferKind.RESERVE, wanted.jobId().toString(), wanted.userId(), wanted.price(), null)) {
            return new Asked.TooDear(wanted.price(), balance.free());
        }
        rows.reserved(wanted, wanted.price(), false);
        return new Asked.Granted();
    }

    /** What a request may have made elsewhere for a price. What was made beside another sticker is there already. */
    private Optional<Wanted> priced(PhotoRequest request) {
        if (!(request.source() instanceof PhotoSource.Photo photo)) {
            return Optional.empty();
        }
        AskedOptions options = request.options();
        Integer cell = request.part() == null ? null : request.part().cell();
        return styles.madeElsewhere(options.style(), options.mode(), request.variant(), cell != null)
                .map(style -> wanted(request, photo, cell, style))
                .filter(wanted -> wanted.price().signum() > 0);
    }

    private Wanted wanted(PhotoRequest request, PhotoSource.Photo photo, @Nullable Integer cell, RemoteStyle style) {
        UUID userId = request.asker().userId();
        String file = photo.fileId() != null ? photo.fileId() : photo.storageKey();
        String key = styles.pictureKey(userId, String.valueOf(file), cell, style, request.userInput());
        return new Wanted(request.jobId(), userId, key, Prices.service(style), style.id(), prices.of(style));
    }

    /**
     * A job's sticker has come.
     *
     * @param picture of another's model that it shows; null if it shows none, or that was not told
     */
    public void delivered(UUID jobId, @Nullable BoughtPicture picture) {
        heard(jobId, charge -> {
            if (picture != null && rows.isToBePaid(picture.jobId())) {
                take(charge, picture);
            } else {
                giveBack(charge, Heard.DELIVERED_FREE, "free");
            }
        });
    }

    /** A job has ended without a sticker. */
    public void failed(UUID jobId) {
        heard(jobId, charge -> giveBack(charge, Heard.FAILED, "failed"));
    }

    /** Nobody knows whether a job's sticker has come. */
    public void unknown(UUID jobId) {
        heard(jobId, charge -> {
            if (charge.state() == ChargeState.RESERVED) {
                rows.held(charge.jobId());
                count(ChargeState.HELD);
            }
        });
    }

    /**
     * Gives back what is reserved for jobs that were ordered so long ago that nothing can be heard of them any more.
     *
     * @return number of jobs whose reservation is given back
     */
    int giveUp(Instant before, int most) {
        int given = 0;
        for (UUID job : rows.openSince(before, most)) {
            try {
                heard(job, charge -> giveBack(charge, Heard.FAILED, "never_ended"));
                given++;
            } catch (RuntimeException e) {
                // The others must not wait for it.
                log.error("what is reserved for job {} could not be given back", job, e);
            }
        }
        return given;
    }

    /** Nothing is heard any more of what somebody has ordered who is being forgotten: what is reserved for it is given back. */
    public void forget(UUID userId) {
        rows.openOf(userId).forEach(job -> heard(job, charge -> giveBack(charge, Heard.FAILED, "forgotten")));
    }

    @FunctionalInterface
    private interface Hearing {
        void of(Charge charge);
    }

    private void heard(UUID jobId, Hearing hearing) {
        transaction.executeWithoutResult(_ -> rows.locked(jobId).ifPresent(hearing::of));
    }

    private void take(Charge charge, BoughtPicture picture) {
        ChargeState next = charge.state().after(Heard.DELIVERED);
        if (next == charge.state()) {
            return;
        }
        TransferKind kind = charge.state().isOpen() ? TransferKind.SETTLE : TransferKind.LATE;
        boolean taken = charge.amount().signum() == 0 || transfer(kind, charge);
        if (!taken && kind == TransferKind.SETTLE) {
            throw new IllegalStateException("what is reserved for job " + charge.jobId() + " is not there");
        }
        ChargeState end = taken ? next : ChargeState.GIVEN;
        rows.paid(charge.jobId(), end, picture);
        count(end);
        if (end == ChargeState.SETTLED) {
            Metric.CREDITS_SPENT.counter(meters).increment(charge.amount().doubleValue());
        }
    }

    private void giveBack(Charge charge, Heard heard, String why) {
        if (charge.state().after(heard) == charge.state()) {
            return;
        }
        BigDecimal amount = charge.amount();
        if (amount.signum() > 0 && !transfer(TransferKind.RELEASE, charge)) {
            throw new IllegalStateException("what is reserved for job " + charge.jobId() + " is not there");
        }
        rows.released(charge.jobId(), why);
        count(ChargeState.RELEASED);
    }

    private boolean transfer(TransferKind kind, Charge charge) {
        return ledger.transfer(kind, charge.jobId().toString(), charge.userId(), charge.amount(), null);
    }

    private void count(ChargeState state) {
        Metric.CREDIT_CHARGES.counter(meters, state.name()).increment();
    }
}
