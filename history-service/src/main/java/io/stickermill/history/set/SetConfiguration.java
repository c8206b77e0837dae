package io.stickermill.history.set;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class SetConfiguration {

    @Bean
    Sets sets(JdbcClient database) {
        return new Sets(database);
    }
}
