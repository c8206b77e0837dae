package io.stickermill.platform;

import io.stickermill.platform.dispatch.DispatchConfiguration;
import io.stickermill.platform.event.EventConfiguration;
import io.stickermill.platform.metric.DeclaredMeters;
import io.stickermill.platform.person.PersonConfiguration;
import io.stickermill.platform.time.SharedClock;
import io.stickermill.platform.trace.TraceConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every service needs. Telegram, storage and the HTTP API have configurations of their own, for those who use them. */
@Configuration(proxyBeanMethods = false)
@Import({PersonConfiguration.class, EventConfiguration.class, DispatchConfiguration.class, TraceConfiguration.class})
public class PlatformConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DeclaredMeters declaredMeters() {
        return new DeclaredMeters();
    }

    @Bean
    SharedClock clock(JdbcClient database) {
        return new SharedClock(database);
    }
}
