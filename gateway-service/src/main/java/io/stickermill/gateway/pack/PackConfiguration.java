package io.stickermill.gateway.pack;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PackSettings.class)
class PackConfiguration {

    @Bean
    Packs packs(JdbcClient database, TransactionOperations transaction, PackSettings settings) {
        return new PackRows(database, transaction, settings);
    }

    @Bean
    Sheets sheets(JdbcClient database, TransactionOperations transaction) {
        return new SheetRows(database, transaction);
    }
}
