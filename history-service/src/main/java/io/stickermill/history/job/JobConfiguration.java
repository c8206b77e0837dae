package io.stickermill.history.job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild, which takes no more of the service than what keeps history. */
@Configuration(proxyBeanMethods = false)
public class JobConfiguration {

    @Bean
    Jobs jobs(JdbcClient database) {
        return new Jobs(database);
    }
}
