package io.stickermill.delivery.person;

import io.stickermill.platform.forget.ForgetConfiguration;
import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.telegram.TelegramClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@Import(ForgetConfiguration.class)
class PersonConfiguration {

    @Bean
    PersonalData personalData(JdbcClient database, TransactionOperations transaction, TelegramClient telegram) {
        return new DeliveryPersonalData(database, transaction, new ShownThings(telegram));
    }
}
