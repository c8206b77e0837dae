package io.stickermill.gateway.credit;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.gateway.session.JobEnds;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.person.ForgottenPeople;
import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CreditSettings.class)
class CreditConfiguration {

    @Bean
    CreditLedger creditLedger(JdbcClient database, CreditSettings settings, ForgottenPeople forgotten) {
        return new CreditLedger(database, settings.welcome(), forgotten::hasBeen);
    }

    @Bean
    CreditTelling creditTelling(Prices prices, CreditLedger ledger, EventPublisher events) {
        return new CreditTelling(prices.areOn(), ledger, events);
    }

    @Bean
    Charges charges(
            Prices prices,
            RemoteStyles styles,
            CreditLedger ledger,
            JdbcClient database,
            UnpaidOrders unpaid,
            CreditSettings settings,
            TransactionOperations transaction,
            MeterRegistry meters) {
        var rows = new ChargeRows(database);
        if (prices.areOn()) {
            for (ChargeState open : List.of(ChargeState.RESERVED, ChargeState.HELD)) {
                Metric.CREDIT_OPEN.gauge(meters, () -> rows.count(open), open.name());
            }
        }
        return new Charges(prices, styles, ledger, rows, unpaid, settings.dailyFree(), transaction, meters);
    }

    @Bean
    Charging charging(Prices prices, Charges charges) {
        return prices.areOn() ? charges : Charging.FREE;
    }

    @Bean
    UnpaidOrders unpaidOrders(JdbcClient database, CreditSettings settings) {
        return new UnpaidOrders(database, settings.patience());
    }

    @Bean
    Expiring unpaidOrdersExpire(JdbcClient database, CreditSettings settings) {
        return new Expiring(
                "unpaid_orders",
                settings.patience(),
                ExpiredRows.olderIn(database, "unpaid_orders", "job_id", "created_at"));
    }

    /** For as long as a picture may be asked for again: what is paid is known for as long as what is asked for. */
    @Bean
    Expiring creditChargesExpire(
            JdbcClient database, @Value("${stickermill.retention.photo-requests:180d}") Duration lifetime) {
        return new Expiring("credit_charges", lifetime, ExpiredRows.of(database, """
                delete from credit_charges where job_id in (
                    select job_id from credit_charges where ended_at < :before
                     order by ended_at limit :most for update skip locked)
                """));
    }

    @Bean
    JobEnds chargedJobs(Prices prices, Charges charges) {
        return prices.areOn() ? new ChargedJobs(charges) : JobEnds.NOBODY;
    }

    /** No record of its job can come any more: what is reserved for it is given back, and counted. */
    @Bean
    Expiring creditReservationsExpire(Prices prices, Charges charges) {
        return new Expiring(
                "credit_reservations", Topics.longestReturn(), prices.areOn() ? charges::giveUp : (_, _) -> 0);
    }
}
