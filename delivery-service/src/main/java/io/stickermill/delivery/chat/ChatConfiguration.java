package io.stickermill.delivery.chat;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

    @Bean
    KnownChats knownChats(JdbcClient database, DeliverySettings settings) {
        return new KnownChats(database, settings);
    }

    @Bean
    Messenger messenger(TelegramClient telegram, MessageLimits limits, KnownChats chats) {
        return new Messenger(telegram, limits, chats);
    }
}
