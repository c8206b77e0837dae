package io.stickermill.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.credit.CreditPackage;
import io.stickermill.gateway.credit.Balance;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.TransferKind;
import io.stickermill.gateway.payment.StarPayment.State;
import io.stickermill.gateway.payment.ToldPayment.Source;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.fixture.ServiceSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class StarPaymentsIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);
    private static final AtomicLong IDS = new AtomicLong(600_000);
    private static final CreditPackage SMALL = new CreditPackage("small", new BigDecimal("100.00"), 75);

    private final long telegramId = IDS.incrementAndGet();
    private final UUID person = UUID.randomUUID();
    private final CreditLedger ledger = new CreditLedger(DATABASE, BigDecimal.ZERO, _ -> false);
    private final StarOrders orders = new StarOrders(DATABASE);
    private final MovableClock clock = new MovableClock();
    private final Checkout checkout = new Checkout(orders, clock);
    private final StarPayments payments = new StarPayments(
            orders,
            new StarPaymentRows(DATABASE),
            ledger,
            new TransactionTemplate(new JdbcTransactionManager(SOURCE)),
            new SimpleMeterRegistry());

    private StarOrder order;

    @BeforeEach
    void offer() {
        clock.set(Instant.now());
        order = orders.place(UUID.randomUUID(), person, telegramId, SMALL);
    }

    @Test
    void aPaymentIsCreditedOnceHoweverOftenItIsTold() {
        ToldPayment paid = paid("once", 75, order.payload());

        assertThat(payments.paid(paid).state()).isEqualTo(State.CREDITED);
        assertThat(payments.paid(paid).state()).isEqualTo(State.CREDITED);

        assertThat(free()).isEqualTo("100.00");
    }

    @Test
    void anOrderThatIsPaidTwiceIsCreditedTwice() {
        payments.paid(paid("first", 75, order.payload()));
        payments.paid(paid("second", 75, order.payload()));

        assertThat(free()).isEqualTo("200.00");
        assertThat(new StarPaymentRows(DATABASE).doubled())
                .extracting(StarPayment::orderId)
                .contains(order.id());
    }

    @Test
    void whatNobodyKnowsIsKeptAndWaits() {
        assertThat(payments.paid(paid("strange", 75, "who knows")).why()).contains("not known");
        assertThat(payments.paid(paid("none", 75, "ord_" + UUID.randomUUID())).why())
                .contains("not known");
        assertThat(payments.paid(paid("less", 74, order.payload())).why()).contains("which is 75 Stars");
        var other = new ToldPayment(
                "other " + person, telegramId + 1_000_000, "XTR", 75, order.payload(), Source.UPDATE, Instant.EPOCH);
        assertThat(payments.paid(other).why()).contains("somebody else");
        assertThat(payments.paid(other).state()).isEqualTo(State.WAITING);

        assertThat(ledger.balance(person)).isEqualTo(Balance.EMPTY);
    }

    @Test
    void aRefundTakesTheCreditsOnceAsFarAsTheyAreThere() {
        ToldPayment paid = paid("back", 75, order.payload());
        payments.paid(paid);
        ledger.transfer(TransferKind.RESERVE, UUID.randomUUID().toString(), person, new BigDecimal("30.50"), null);

        assertThat(payments.refunded(paid).debt()).isEqualTo("30.50");
        assertThat(payments.refunded(paid).debt()).isEqualTo("30.50");
        assertThat(payments.paid(paid).state()).isEqualTo(State.REFUNDED);

        assertThat(ledger.balance(person)).isEqualTo(new Balance(new BigDecimal("0.00"), new BigDecimal("30.50")));
    }

    @Test
    void whatIsGivenBackBeforeItIsCreditedIsNeverCredited() {
        ToldPayment paid = paid("early", 75, order.payload());

        assertThat(payments.refunded(paid).debt()).isEqualTo("0.00");
        assertThat(payments.paid(paid).state()).isEqualTo(State.REFUNDED);

        assertThat(free()).isEqualTo("0.00");
    }

    @Test
    void whoMayPayIsWhomItWasOfferedToWhatItCostsWhileItIsOpen() {
        assertThat(refusal(telegramId, "XTR", 75, order.payload())).isEqualTo("none");
        assertThat(refusal(telegramId + 1, "XTR", 75, order.payload())).isEqualTo("checkout_not_yours");
        assertThat(refusal(telegramId, "USD", 75, order.payload())).isEqualTo("checkout_over");
        assertThat(refusal(telegramId, "XTR", 74, order.payload())).isEqualTo("checkout_over");
        assertThat(refusal(telegramId, "XTR", 75, "ord_x")).isEqualTo("checkout_over");
        assertThat(refusal(telegramId, "XTR", 75, "ord_" + UUID.randomUUID())).isEqualTo("checkout_over");
        payments.paid(paid("it is paid", 75, order.payload()));
        assertThat(refusal(telegramId, "XTR", 75, order.payload())).isEqualTo("checkout_paid");

        order = orders.place(UUID.randomUUID(), person, telegramId, SMALL);
        clock.set(clock.instant().plus(Checkout.OPEN).plusSeconds(60));
        assertThat(refusal(telegramId, "XTR", 75, order.payload())).isEqualTo("checkout_over");
    }

    private String refusal(long payer, String currency, int amount, String payload) {
        return checkout.refusal(new Checkout.Question(payer, currency, amount, payload))
                .orElse("none");
    }

    private ToldPayment paid(String charge, int stars, String payload) {
        return new ToldPayment(charge + " " + person, telegramId, "XTR", stars, payload, Source.UPDATE, Instant.EPOCH);
    }

    private BigDecimal free() {
        return ledger.balance(person).free();
    }
}
