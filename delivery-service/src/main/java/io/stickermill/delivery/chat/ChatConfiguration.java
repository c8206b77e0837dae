package io.stickermill.delivery.chat;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.trace.Traces;
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
    Messenger messenger(TelegramClient telegram, MessageLimits limits, KnownChats chats, Traces traces) {
        return new Messenger(telegram, limits, chats, traces);
    }
}
