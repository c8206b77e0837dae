package io.stickermill.gateway.credit;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.gateway.session.JobEnds;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.schemas.Topics;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CreditSettings.class)
class CreditConfiguration {

    @Bean
    CreditLedger creditLedger(JdbcClient database, CreditSettings settings) {
        return new CreditLedger(database, settings.welcome());
    }

    @Bean
    Charges charges(
            Prices prices,
            RemoteStyles styles,
            CreditLedger ledger,
            JdbcClient database,
            CreditSettings settings,
            TransactionOperations transaction,
            MeterRegistry meters) {
        var rows = new ChargeRows(database);
        if (prices.areOn()) {
            for (ChargeState open : new ChargeState[] {ChargeState.RESERVED, ChargeState.HELD}) {
                Metric.CREDIT_OPEN.gauge(meters, () -> rows.count(open), open.name());
            }
        }
        return new Charges(prices, styles, ledger, rows, settings.dailyFree(), transaction, meters);
    }

    @Bean
    Charging charging(Prices prices, Charges charges) {
        return prices.areOn() ? charges : Charging.FREE;
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
