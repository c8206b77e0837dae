package io.stickermill.history.sticker;

import io.stickermill.platform.event.EventPublisher;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class DeletionConfiguration {

    @Bean
    Deletion deletion(Stickers stickers, EventPublisher events, TransactionOperations transaction, Clock clock) {
        return new Deletion(stickers, events, transaction, clock);
    }
}
