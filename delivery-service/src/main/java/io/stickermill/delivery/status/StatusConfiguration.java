package io.stickermill.delivery.status;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    StatusMessages statusMessages(JdbcClient database) {
        return new StatusMessages(database);
    }

    @Bean
    Albums albums(JdbcClient database) {
        return new Albums(database);
    }

    @Bean
    StatusCalls statusCalls(StatusMessages messages, TelegramClient telegram, Messenger messenger, Texts texts) {
        return new StatusCalls(messages, telegram, messenger, texts);
    }

    @Bean
    Showings showings() {
        return new Showings();
    }

    @Bean
    StatusSweep statusSweep(StatusMessages messages, StatusCalls calls) {
        return new StatusSweep(messages, calls);
    }

    @Bean
    AlbumBoard albumBoard(
            Albums albums,
            StatusMessages messages,
            StatusCalls calls,
            Texts texts,
            Showings showings,
            DeliverySettings settings,
            Clock clock) {
        return new AlbumBoard(albums, messages, calls, texts, showings, settings, clock);
    }

    @Bean
    StatusBoard statusBoard(
            StatusMessages messages,
            StatusCalls calls,
            Albums albums,
            AlbumBoard album,
            Texts texts,
            Showings showings,
            DeliverySettings settings,
            Clock clock) {
        return new StatusBoard(messages, calls, albums, album, new StatusText(texts, clock), showings, settings, clock);
    }
}
