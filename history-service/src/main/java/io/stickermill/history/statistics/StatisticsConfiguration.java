package io.stickermill.history.statistics;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class StatisticsConfiguration {

    @Bean
    Statistics statistics(JdbcClient database) {
        return new Statistics(database);
    }
}
