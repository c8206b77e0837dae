package io.stickermill.gateway.api;

import io.stickermill.gateway.body.BodyPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderBodies {

    @Bean
    BodyPath orders(IntakeSettings settings) {
        return new BodyPath("/v1/stickers", settings.largestRequest());
    }

    @Bean
    BodyPath setOrders(IntakeSettings settings) {
        return new BodyPath("/v1/sticker-sets", settings.largestSetRequest());
    }
}
