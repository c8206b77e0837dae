package io.stickermill.platform.telegram.limit;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.telegram.TelegramClient;
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
            LimitDatabase database, LimitSettings settings, TelegramClient telegram, MeterRegistry meters) {
        return new MessageLimits(database.connections(), settings, telegram.botId(), meters);
    }

    @Bean
    FullBuckets fullBuckets(MessageLimits limits) {
        return new FullBuckets(limits);
    }

    /** Keeps the table as small as the traffic. */
    static final class FullBuckets {

        private final MessageLimits limits;

        FullBuckets(MessageLimits limits) {
            this.limits = limits;
        }

        @Scheduled(fixedDelayString = "10m", initialDelayString = "1m")
        void remove() {
            limits.removeFull();
        }
    }
}
