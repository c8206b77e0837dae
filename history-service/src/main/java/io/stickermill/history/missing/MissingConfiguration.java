package io.stickermill.history.missing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class MissingConfiguration {

    @Bean
    MissingFiles missingFiles(JdbcClient database) {
        return new MissingFiles(database);
    }
}
