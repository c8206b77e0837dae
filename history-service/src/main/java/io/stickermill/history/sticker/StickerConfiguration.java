package io.stickermill.history.sticker;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class StickerConfiguration {

    @Bean
    Stickers stickers(JdbcClient database) {
        return new Stickers(database);
    }

    @Bean
    StickerList stickerList(JdbcClient database) {
        return new StickerList(database);
    }

    @Bean
    SessionStickers sessionStickers(JdbcClient database) {
        return new SessionStickers(database);
    }
}
