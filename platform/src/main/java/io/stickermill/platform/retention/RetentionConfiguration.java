package io.stickermill.platform.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.time.DatabaseClock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
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

    @Bean
    RetentionSweep retentionSweep(
            List<Expiring> kinds,
            SweepSettings settings,
            JdbcClient database,
            ObjectProvider<SweepClock> clock,
            MeterRegistry meters) {
        return new RetentionSweep(
                kinds, settings.batch(), clock.getIfAvailable(() -> new DatabaseClock(database)::instant), meters);
    }

    @Bean
    SchedulingConfigurer retentionSchedule(RetentionSweep sweep, SweepSettings settings) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(sweep::run, settings.every(), settings.every()));
    }
}
