package io.stickermill.gateway.payment;

import com.pengrad.telegrambot.model.stars.StarTransaction;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartnerUser;
import com.pengrad.telegrambot.request.GetStarTransactions;
import com.pengrad.telegrambot.response.GetStarTransactionsResponse;
import io.stickermill.gateway.payment.StarPayment.State;
import io.stickermill.gateway.payment.ToldPayment.Source;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares what is kept with what Telegram says of the bot's Stars: credits payments whose update was lost, and takes back what was given
 * back without a word, as after a chargeback at a shop of apps. Each once, by the same rules as updates.
 */
public final class Reconciliation {

    private static final int PAGE = 100;

    /** So many that were looked at before are looked at again. */
    private static final int OVERLAP = 200;

    /** An update about a payment may be on its way. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final TelegramClient telegram;
    private final StarPayments payments;
    private final StarPaymentRows rows;
    private final JdbcClient database;
    private final Clock clock;

    Reconciliation(
            TelegramClient telegram, StarPayments payments, StarPaymentRows rows, JdbcClient database, Clock clock) {
        this.telegram = telegram;
        this.payments = payments;
        this.rows = rows;
        this.database = database;
        this.clock = clock;
    }

    /** What is not as it is to be. */
    public enum Kind {
        /** Paid, and no update told of it: it is credited. */
        LOST,
        /** Given back at our wish, and not yet taken off: it is. */
        REFUNDED,
        /** Given back without our wish: the credits are taken off. */
        CHARGED_BACK,
        /** Paid, and nobody knows what for. */
        WAITING,
        /** Telegram's amount is another. */
        DIFFERENT,
        /** One order was paid more than once, and credited each time. */
        DOUBLED,
        /** Kept here, and Telegram knows nothing of it. Told only where all is looked at. */
        UNKNOWN_THERE
    }

    /** @param done whether something was changed for it */
    public record Finding(Kind kind, String chargeId, long telegramId, int stars, boolean done) {}

    /** What was looked at, and what was found. */
    public record Report(int looked, List<Finding> findings) {}

    /** Telegram did not give its transactions. */
    public static final class NotTold extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotTold(String words) {
            super(words);
        }
    }

    /**
     * Looks through the transactions.
     *
     * @param dryRun whether nothing is to be changed
     * @param all whether those from the beginning are looked at; else those since the last time
     * @throws NotTold if Telegram can't be asked; what was found until then is done
     */
    public Report reconcile(boolean dryRun, boolean all) {
        int from = all ? 0 : Math.max(0, looked() - OVERLAP);
        int next = from;
        List<Finding> found = new ArrayList<>();
        Set<String> there = new HashSet<>();
        StarTransaction[] page;
        do {
            page = page(next);
            for (StarTransaction one : page) {
                there.add(one.id());
                finding(one, dryRun).ifPresent(found::add);
            }
            next += page.length;
        } while (page.length == PAGE);
        for (StarPayment doubled : rows.doubled()) {
            found.add(finding(Kind.DOUBLED, doubled, false));
        }
        if (all) {
            for (StarPayment kept : rows.keptBefore(clock.instant().minus(FRESH))) {
                if (!there.contains(kept.chargeId())) {
                    found.add(finding(Kind.UNKNOWN_THERE, kept, false));
                }
            }
        }
        if (!dryRun) {
            database.sql("update star_reconciliations set looked = ?, at = now()")
                    .param(next)
                    .update();
        }
        return new Report(next - from, found);
    }

    private int looked() {
        return database.sql("select looked from star_reconciliations")
                .query(Integer.class)
                .single();
    }

    private StarTransaction[] page(int offset) {
        return switch (telegram.call(new GetStarTransactions().offset(offset).limit(PAGE))) {
            case TelegramAnswer.Ok<GetStarTransactionsResponse>(GetStarTransactionsResponse page) ->
                page.result().transactions();
            case TelegramAnswer.Refused<GetStarTransactionsResponse> refused ->
                throw new NotTold(refused.code() + " " + refused.description());
            case TelegramAnswer.NotSent<GetStarTransactionsResponse>(String cause) -> throw new NotTold(cause);
            case TelegramAnswer.OutcomeUnknown<GetStarTransactionsResponse>(String cause) -> throw new NotTold(cause);
        };
    }

    private Optional<Finding> finding(StarTransaction one, boolean dryRun) {
        if (one.source() instanceof TransactionPartnerUser payer && isInvoice(payer)) {
            return came(told(one, payer), dryRun);
        }
        return one.receiver() instanceof TransactionPartnerUser payer
                ? went(told(one, payer), dryRun)
                : Optional.empty();
    }

    /** People pay for other things, too, which are none of ours. */
    private static boolean isInvoice(TransactionPartnerUser payer) {
        return payer.transactionType() == null || payer.transactionType().equals("invoice_payment");
    }

    private static ToldPayment told(StarTransaction one, TransactionPartnerUser payer) {
        String payload = payer.invoicePayload() == null ? "" : payer.invoicePayload();
        return new ToldPayment(
                one.id(),
                payer.user().id(),
                StarOrder.CURRENCY,
                one.amount(),
                payload,
                Source.TRANSACTIONS,
                Instant.ofEpochSecond(one.date()));
    }

    private Optional<Finding> came(ToldPayment told, boolean dryRun) {
        StarPayment kept = rows.find(told.chargeId()).orElse(null);
        if (kept == null) {
            if (!dryRun) {
                payments.paid(told);
            }
            return Optional.of(finding(Kind.LOST, told, !dryRun));
        }
        if (kept.stars() != told.stars()) {
            return Optional.of(finding(Kind.DIFFERENT, told, false));
        }
        return kept.state() == State.WAITING ? Optional.of(finding(Kind.WAITING, told, false)) : Optional.empty();
    }

    private Optional<Finding> went(ToldPayment told, boolean dryRun) {
        StarPayment kept = rows.find(told.chargeId()).orElse(null);
        if (kept != null && kept.state() == State.REFUNDED) {
            return Optional.empty();
        }
        if (!dryRun) {
            payments.refunded(told);
        }
        boolean asked = kept != null && kept.isRefundAsked();
        return Optional.of(finding(asked ? Kind.REFUNDED : Kind.CHARGED_BACK, told, !dryRun));
    }

    private static Finding finding(Kind kind, ToldPayment told, boolean done) {
        return new Finding(kind, told.chargeId(), told.telegramId(), told.stars(), done);
    }

    private static Finding finding(Kind kind, StarPayment kept, boolean done) {
        return new Finding(kind, kept.chargeId(), kept.telegramId(), kept.stars(), done);
    }
}
