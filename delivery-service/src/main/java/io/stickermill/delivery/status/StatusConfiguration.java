package io.stickermill.delivery.status;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.text.Texts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    AlbumBoard albumBoard(
            Albums albums,
            StatusMessages messages,
            TelegramClient telegram,
            MessageLimits limits,
            Texts texts,
            DeliverySettings settings,
            Clock clock) {
        return new AlbumBoard(albums, messages, new StatusCalls(messages, telegram, limits), texts, settings, clock);
    }

    @Bean
    StatusBoard statusBoard(
            StatusMessages messages,
            TelegramClient telegram,
            MessageLimits limits,
            Albums albums,
            AlbumBoard album,
            Texts texts,
            DeliverySettings settings,
            Clock clock) {
        return new StatusBoard(
                messages, new StatusCalls(messages, telegram, limits), albums, album, texts, settings, clock);
    }
}
