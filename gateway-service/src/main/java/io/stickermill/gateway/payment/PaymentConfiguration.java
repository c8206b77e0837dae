package io.stickermill.gateway.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    /** Of what nobody paid. A payment that comes later than that waits for the operator. */
    private static final Duration UNPAID = Duration.ofDays(30);

    @Bean
    StarOrders starOrders(JdbcClient database) {
        return new StarOrders(database);
    }

    @Bean
    Checkout checkout(StarOrders orders, Clock clock) {
        return new Checkout(orders, clock);
    }

    @Bean
    StarPayments starPayments(
            StarOrders orders,
            CreditLedger ledger,
            StarPaymentRows rows,
            TransactionOperations transaction,
            Prices prices,
            MeterRegistry meters) {
        if (prices.areOn()) {
            Metric.PAYMENTS_WAITING.gauge(meters, rows::waiting);
        }
        return new StarPayments(orders, rows, ledger, transaction, meters);
    }

    @Bean
    StarPaymentRows starPaymentRows(JdbcClient database) {
        return new StarPaymentRows(database);
    }

    @Bean
    Reconciliation reconciliation(
            TelegramClient telegram, StarPayments payments, StarPaymentRows rows, JdbcClient database, Clock clock) {
        return new Reconciliation(telegram, payments, rows, database, clock);
    }

    @Bean
    Refunds refunds(TelegramClient telegram, StarPayments payments, StarPaymentRows rows) {
        return new Refunds(telegram, payments, rows);
    }

    @Bean
    CreditSums creditSums(JdbcClient database, Prices prices) {
        return new CreditSums(database, prices.creditsPerDollar());
    }

    @Bean
    Expiring unpaidStarOrdersExpire(JdbcClient database) {
        return new Expiring("star_orders", UNPAID, ExpiredRows.of(database, """
                delete from star_orders where id in (
                    select id from star_orders where paid_at is null and created_at < :before
                     order by created_at limit :most for update skip locked)
                """));
    }
}
