package io.stickermill.gateway.payment;

import io.stickermill.contracts.credit.Credits;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.gateway.credit.Balance;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.TransferKind;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People's credits and payments, for the operator. */
@RestController
@RequestMapping("/v1/credits")
class CreditController {

    private static final Logger log = LoggerFactory.getLogger(CreditController.class);

    private static final int MOST = 100;
    private static final int MOST_DAYS = 366;

    private final Prices prices;
    private final CreditLedger ledger;
    private final StarPaymentRows payments;
    private final Refunds refunds;
    private final Reconciliation reconciliation;
    private final CreditSums sums;
    private final TelegramClient telegram;
    private final TransactionOperations transaction;

    CreditController(
            Prices prices,
            CreditLedger ledger,
            StarPaymentRows payments,
            Refunds refunds,
            Reconciliation reconciliation,
            CreditSums sums,
            TelegramClient telegram,
            TransactionOperations transaction) {
        this.prices = prices;
        this.ledger = ledger;
        this.payments = payments;
        this.refunds = refunds;
        this.reconciliation = reconciliation;
        this.sums = sums;
        this.telegram = telegram;
        this.transaction = transaction;
    }

    /**
     * What a person has. Amounts are text, so that nobody reads them as a double.
     *
     * @param next where the next page begins; absent after the last
     */
    record Statement(
            long telegramId,
            String balance,
            String reserved,
            List<Line> lines,
            @Nullable Long next) {}

    /** @param amount below zero where it was spent or taken */
    record Line(
            long id,
            String kind,
            String reference,
            String amount,
            @Nullable String note,
            Instant at) {}

    /** Payments, the newest first. */
    record Payments(List<Payment> payments) {}

    /**
     * A payment.
     *
     * @param credits what was credited for it; absent while it waits
     * @param why it waits
     * @param debt credits that were spent already when it was given back
     */
    record Payment(
            String chargeId,
            long telegramId,
            int stars,
            @Nullable String credits,
            String state,
            @Nullable String why,
            String debt,
            Instant paidAt) {

        static Payment of(StarPayment payment) {
            return new Payment(
                    payment.chargeId(),
                    payment.telegramId(),
                    payment.stars(),
                    payment.credits() == null ? null : payment.credits().toPlainString(),
                    payment.state().name(),
                    payment.why(),
                    payment.debt().toPlainString(),
                    payment.paidAt());
        }
    }

    /**
     * The sums.
     *
     * @param wrong people whose balance is not the sum of what they got and spent; none are wanted
     */
    record Sums(List<CreditSums.Day> days, List<CreditSums.StarDay> stars, List<UUID> wrong) {}

    @Operation(summary = "Shows a person's credits, and what they got and spent")
    @ApiResponse(responseCode = "200", description = "The newest lines, or those before one")
    @ApiResponse(
            responseCode = "404",
            description = "There are no prices, or the person never had anything to do with credits")
    @GetMapping("/people/{telegram_id}")
    Statement statement(
            @PathVariable("telegram_id") long telegramId,
            @Parameter(description = "next of the page before") @RequestParam(required = false) @Nullable Long before,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "20") int limit) {
        mustBeOn();
        return statement(telegramId, before == null ? Long.MAX_VALUE : before, within(limit, MOST, "limit"));
    }

    private Statement statement(long telegramId, long before, int limit) {
        UUID user = Ids.user(telegram.botId(), telegramId);
        Balance balance = ledger.known(user)
                .orElseThrow(() -> Problems.of(HttpStatus.NOT_FOUND, "User " + telegramId + " never had any credits."));
        List<CreditLedger.Line> found = ledger.statement(user, before, limit + 1);
        List<CreditLedger.Line> page = found.subList(0, Math.min(limit, found.size()));
        return new Statement(
                telegramId,
                balance.free().toPlainString(),
                balance.reserved().toPlainString(),
                page.stream()
                        .map(line -> new Line(
                                line.id(),
                                line.kind().name(),
                                line.reference(),
                                line.amount().toPlainString(),
                                line.note(),
                                line.at()))
                        .toList(),
                found.size() > limit ? page.getLast().id() : null);
    }

    @Operation(summary = "Gives a person credits, once for each key")
    @ApiResponse(responseCode = "200", description = "What they have now")
    @ApiResponse(responseCode = "404", description = "There are no prices")
    @ApiResponse(
            responseCode = "422",
            description = "The amount is not above zero, too large, or finer than hundredths")
    @PostMapping("/people/{telegram_id}/grants")
    Statement grant(
            @PathVariable("telegram_id") long telegramId,
            @Parameter(description = "Credits, to the hundredth") @RequestParam BigDecimal amount,
            @Parameter(description = "What it is for, for the statement") @RequestParam(defaultValue = "") String note,
            @Parameter(description = "Sent again with the same key it is not given twice") @RequestParam UUID key) {
        mustBeOn();
        if (amount.scale() > 2 || amount.signum() <= 0 || amount.compareTo(Credits.MOST) > 0) {
            throw Problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "amount must be above 0 and at most " + Credits.MOST + ", to the hundredth.");
        }
        UUID user = Ids.user(telegram.botId(), telegramId);
        transaction.executeWithoutResult(_ -> {
            ledger.locked(user);
            if (ledger.transfer(TransferKind.GRANT, key.toString(), user, amount, note.isBlank() ? null : note)) {
                log.info("user {} was given {} credits", telegramId, amount);
            }
        });
        return statement(telegramId, Long.MAX_VALUE, 1);
    }

    @Operation(summary = "Shows payments in Stars, the newest first")
    @GetMapping("/payments")
    Payments payments(
            @Parameter(description = "Telegram id of one person") @RequestParam(required = false) @Nullable Long user,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "20") int limit) {
        mustBeOn();
        return new Payments(payments.newest(user, within(limit, MOST, "limit")).stream()
                .map(Payment::of)
                .toList());
    }

    @Operation(summary = "Gives a payment back, as a whole; its credits are taken off as far as they are there")
    @ApiResponse(responseCode = "200", description = "It is given back, now or before")
    @ApiResponse(responseCode = "404", description = "There is no such payment")
    @ApiResponse(responseCode = "409", description = "Telegram refuses")
    @ApiResponse(
            responseCode = "503",
            description = "Telegram was not reached, or did not answer: reconcile, then try again")
    @PostMapping("/payments/refund")
    Payment refund(
            @Parameter(description = "As the list of payments tells it") @RequestParam("charge_id") String chargeId) {
        mustBeOn();
        return switch (refunds.refund(chargeId)) {
            case Refunds.Came.Back(StarPayment payment) -> Payment.of(payment);
            case Refunds.Came.NoSuchPayment() ->
                throw Problems.of(HttpStatus.NOT_FOUND, "No payment " + chargeId + " is known.");
            case Refunds.Came.Refused(String words) ->
                throw Problems.of(HttpStatus.CONFLICT, "Telegram refuses to give it back: " + words);
            case Refunds.Came.NotSent(String words) ->
                throw Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "Telegram was not reached: " + words);
            case Refunds.Came.Unknown(String words) ->
                throw Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Whether Telegram has given it back is not known (" + words + "). Reconcile, then try again.");
        };
    }

    @Operation(
            summary =
                    "Compares the payments with Telegram's transactions: credits what was lost, takes back what was given back")
    @ApiResponse(responseCode = "200", description = "What was found, and whether something was done for it")
    @ApiResponse(responseCode = "503", description = "Telegram does not tell its transactions")
    @PostMapping("/payments/reconcile")
    Reconciliation.Report reconcile(
            @Parameter(description = "Only looks") @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(description = "From the beginning, and the other way round, too")
                    @RequestParam(defaultValue = "false")
                    boolean all) {
        mustBeOn();
        try {
            return reconciliation.reconcile(dryRun, all);
        } catch (Reconciliation.NotTold e) {
            throw Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE, "Telegram does not tell its transactions: " + e.getMessage());
        }
    }

    @Operation(
            summary =
                    "Sums by day, provider and service, with their margin; the Stars of each day; and whether balances are their sums")
    @GetMapping("/sums")
    Sums sums(@Parameter(description = "1 to 366") @RequestParam(defaultValue = "30") int days) {
        mustBeOn();
        int back = within(days, MOST_DAYS, "days");
        return new Sums(sums.days(back), sums.stars(back), ledger.wrong());
    }

    private void mustBeOn() {
        if (!prices.areOn()) {
            throw Problems.of(
                    HttpStatus.NOT_FOUND, "Nothing costs anything here: no file of prices is set (docs/credits.md).");
        }
    }

    private static int within(int number, int most, String name) {
        if (number < 1 || number > most) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, name + " must be 1 to " + most + ".");
        }
        return number;
    }
}
