package io.stickermill.delivery.recovery;

import io.stickermill.platform.event.TopicScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {

    @Bean
    SaidTexts saidTexts(TopicScan topics) {
        return new SaidTexts(topics);
    }

    @Bean
    LedgerRecovery ledgerRecovery(TopicScan topics, SaidTexts texts, JdbcClient database) {
        return new LedgerRecovery(topics, texts, database);
    }
}
