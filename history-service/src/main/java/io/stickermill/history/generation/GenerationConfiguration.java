package io.stickermill.history.generation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class GenerationConfiguration {

    @Bean
    Generations generations(JdbcClient database) {
        return new Generations(database);
    }
}
