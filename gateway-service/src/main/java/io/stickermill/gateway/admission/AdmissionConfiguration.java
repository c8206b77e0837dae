package io.stickermill.gateway.admission;

import io.stickermill.gateway.credit.Charging;
import io.stickermill.gateway.pack.Packs;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.platform.person.ForgetSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdmissionSettings.class)
class AdmissionConfiguration {

    @Bean
    AdmissionRules admissionRules(JdbcClient database, ForgetSettings forget) {
        return new AdmissionRows(database, forget.hashes().orElse(null));
    }

    @Bean
    Admission admission(
            AdmissionRules rules,
            Sessions sessions,
            Packs packs,
            PhotoRequests requests,
            Charging charging,
            TransactionOperations transaction,
            AdmissionSettings settings) {
        return new Admission(rules, sessions, packs, requests, charging, transaction, settings);
    }
}
