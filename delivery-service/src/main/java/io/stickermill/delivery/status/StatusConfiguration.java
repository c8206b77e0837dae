package io.stickermill.delivery.status;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    StatusBoard statusBoard(
            StatusMessages messages, TelegramClient telegram, Texts texts, DeliverySettings settings, Clock clock) {
        return new StatusBoard(messages, telegram, texts, settings, clock);
    }
}
