package io.stickermill.gateway.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Credits;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.TransferKind;
import io.stickermill.gateway.payment.StarPayment.State;
import io.stickermill.platform.metric.Metric;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Credits what was paid, and takes back what was given back: each once by Telegram's charge id, however often it is told. */
public final class StarPayments {

    private static final Logger log = LoggerFactory.getLogger(StarPayments.class);

    private final StarOrders orders;
    private final StarPaymentRows rows;
    private final CreditLedger ledger;
    private final TransactionOperations transaction;
    private final MeterRegistry meters;

    StarPayments(
            StarOrders orders,
            StarPaymentRows rows,
            CreditLedger ledger,
            TransactionOperations transaction,
            MeterRegistry meters) {
        this.orders = orders;
        this.rows = rows;
        this.ledger = ledger;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * Somebody has paid. What it was for is looked up; where that can't be, the payment is kept and waits for the operator.
     *
     * @return the payment as it is kept now
     */
    public StarPayment paid(ToldPayment told) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            boolean isNew = rows.note(told);
            StarPayment kept = rows.locked(told.chargeId());
            if (isNew) {
                Metric.STARS.counter(meters, "paid").increment(told.stars());
            }
            if (kept.state() != State.WAITING) {
                return kept;
            }
            StarOrder order =
                    StarOrder.idOf(told.payload()).flatMap(orders::find).orElse(null);
            String why = whyNot(told, order);
            if (order == null || why != null) {
                log.error("payment {} of {} Stars waits for the operator: {}", told.chargeId(), told.stars(), why);
                rows.waits(told.chargeId(), Objects.requireNonNullElse(why, "its order is not known"));
            } else {
                ledger.locked(order.userId());
                ledger.transfer(
                        TransferKind.PURCHASE, told.chargeId(), order.userId(), order.credits(), order.packageId());
                rows.credited(told.chargeId(), order.userId(), order.id(), order.credits());
                orders.paid(order.id());
            }
            return rows.locked(told.chargeId());
        }));
    }

    private static @Nullable String whyNot(ToldPayment told, @Nullable StarOrder order) {
        if (order == null) {
            return "its order is not known";
        }
        if (!told.currency().equals(StarOrder.CURRENCY) || told.stars() != order.stars()) {
            return "it is not what its order costs, which is " + order.stars() + " Stars";
        }
        return told.telegramId() == order.telegramId() ? null : "somebody else has paid it";
    }

    /**
     * A payment was given back. Its credits are taken, as far as they are there; the rest is noted as owed.
     *
     * @param told the payment; where it is not known here nothing is taken
     * @return the payment as it is kept now
     */
    public StarPayment refunded(ToldPayment told) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            rows.note(told);
            return refunded(told.chargeId());
        }));
    }

    /** The same, of a payment that is kept. */
    StarPayment refunded(String chargeId) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            StarPayment kept = rows.locked(chargeId);
            if (kept.state() == State.REFUNDED) {
                return kept;
            }
            BigDecimal debt = Credits.NONE;
            if (kept.state() == State.CREDITED) {
                BigDecimal credits = Objects.requireNonNull(kept.credits());
                var userId = Objects.requireNonNull(kept.userId());
                BigDecimal taken = ledger.locked(userId).free().min(credits);
                if (taken.signum() > 0) {
                    ledger.transfer(TransferKind.REFUND, kept.chargeId(), userId, taken, null);
                }
                debt = credits.subtract(taken);
            }
            rows.refunded(kept.chargeId(), debt);
            Metric.STARS.counter(meters, "refunded").increment(kept.stars());
            return rows.locked(kept.chargeId());
        }));
    }
}
