package io.stickermill.platform;

import io.stickermill.platform.dispatch.DispatchConfiguration;
import io.stickermill.platform.event.EventConfiguration;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What every service needs. Telegram, storage and the HTTP API have configurations of their own, for those who use them. */
@Configuration(proxyBeanMethods = false)
@Import({EventConfiguration.class, DispatchConfiguration.class})
public class PlatformConfiguration {

    /** Ticks in milliseconds, as events and most tables carry times: what was published equals what is read. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
