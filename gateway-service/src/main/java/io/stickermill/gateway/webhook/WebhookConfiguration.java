package io.stickermill.gateway.webhook;

import io.stickermill.gateway.body.BodyPath;
import io.stickermill.platform.telegram.TelegramClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "stickermill.updates", havingValue = "webhook")
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    @Bean
    BodyPath updates(WebhookSettings settings) {
        return new BodyPath("/telegram/webhook", settings.maxBody());
    }

    @Bean
    WebhookRegistration webhookRegistration(WebhookSettings settings, TelegramClient telegram, JdbcClient database) {
        return new WebhookRegistration(settings, telegram, database);
    }
}
