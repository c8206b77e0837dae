package io.stickermill.history.favourite;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class FavouriteConfiguration {

    @Bean
    Favourites favourites(JdbcClient database) {
        return new Favourites(database);
    }
}
