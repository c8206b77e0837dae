package io.stickermill.history.pack;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class PackConfiguration {

    @Bean
    PackSheets packSheets(JdbcClient database) {
        return new PackSheets(database);
    }

    @Bean
    Packs packs(JdbcClient database) {
        return new Packs(database);
    }
}
