package io.stickermill.history.credit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Also for a rebuild. */
@Configuration(proxyBeanMethods = false)
public class CreditConfiguration {

    @Bean
    CreditMoves creditMoves(JdbcClient database) {
        return new CreditMoves(database);
    }
}
