package io.stickermill.platform.retention;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

/** To be imported by services that keep what must not grow for ever: each kind is a bean of {@link Expiring}. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SweepSettings.class)
public class RetentionConfiguration {

    @Bean
    RetentionSweep retentionSweep(List<Expiring> kinds, SweepSettings settings, Clock clock, MeterRegistry meters) {
        return new RetentionSweep(kinds, settings.batch(), clock, meters);
    }

    @Bean
    SchedulingConfigurer retentionSchedule(RetentionSweep sweep, SweepSettings settings) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(sweep::run, settings.every(), settings.every()));
    }
}
