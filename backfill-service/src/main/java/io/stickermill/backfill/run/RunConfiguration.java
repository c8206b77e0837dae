package io.stickermill.backfill.run;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RunConfiguration {

    @Bean
    Runs runs(JdbcClient database) {
        return new Runs(database);
    }

    @Bean
    RunEnds runEnds(Runs runs, Counts counts) {
        return new RunEnds(runs, counts);
    }

    @Bean
    Counts counts(JdbcClient database) {
        return new Counts(database);
    }

    @Bean
    Report report(JdbcClient database) {
        return new Report(database);
    }

    @Bean
    RunViews runViews(Runs runs, Counts counts, Report report) {
        return new RunViews(runs, counts, report);
    }
}
