package io.stickermill.history.set;

import io.stickermill.platform.event.EventPublisher;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SetApiConfiguration {

    @Bean
    SetRequests setRequests(EventPublisher events, Clock clock) {
        return new SetRequests(events, clock);
    }
}
