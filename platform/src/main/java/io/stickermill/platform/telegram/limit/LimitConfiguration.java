package io.stickermill.platform.telegram.limit;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** To be imported by services that send messages. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LimitSettings.class)
public class LimitConfiguration {

    @Bean
    LimitDatabase limitDatabase(HikariDataSource service) {
        return new LimitDatabase(service);
    }

    @Bean
    MessageLimits messageLimits(
            LimitDatabase database,
            LimitSettings settings,
            TelegramClient telegram,
            Clock clock,
            MeterRegistry meters) {
        return new MessageLimits(database.connections(), settings, telegram.botId(), clock, meters);
    }

    @Bean
    OldBuckets oldBuckets(MessageLimits limits) {
        return new OldBuckets(limits);
    }

    /** Keeps the table as small as the traffic, and free of what a wrong clock has left. */
    static final class OldBuckets {

        private final MessageLimits limits;

        OldBuckets(MessageLimits limits) {
            this.limits = limits;
        }

        @Scheduled(fixedDelayString = "1m", initialDelayString = "5s")
        void remove() {
            limits.tidy();
        }
    }
}
