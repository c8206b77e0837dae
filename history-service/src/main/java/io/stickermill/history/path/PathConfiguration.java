package io.stickermill.history.path;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PathConfiguration {

    @Bean
    PathOwners pathOwners(JdbcClient database) {
        return new PathOwners(database);
    }
}
