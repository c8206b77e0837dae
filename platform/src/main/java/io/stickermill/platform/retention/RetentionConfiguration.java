package io.stickermill.platform.retention;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

/** To be imported by services that keep what must not grow for ever: each kind is a bean of {@link Expiring}. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SweepSettings.class)
public class RetentionConfiguration {

    /** A process whose clock is ahead would remove what is not over its time. */
    @Bean
    @ConditionalOnMissingBean
    SweepTime sweepTime(JdbcClient database) {
        return () -> database.sql("select now()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    @Bean
    RetentionSweep retentionSweep(List<Expiring> kinds, SweepSettings settings, SweepTime time, MeterRegistry meters) {
        return new RetentionSweep(kinds, settings.batch(), time::now, meters);
    }

    @Bean
    SchedulingConfigurer retentionSchedule(RetentionSweep sweep, SweepSettings settings) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(sweep::run, settings.every(), settings.every()));
    }
}
