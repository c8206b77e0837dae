package io.stickermill.platform.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.trace.Traces;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** To be imported by services that talk to Telegram: the client, warm before the service is ready. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelegramSettings.class)
public class TelegramConfiguration {

    @Bean
    TelegramClient telegramClient(TelegramSettings settings, MeterRegistry meters, Traces traces) {
        var client = new TelegramClient(settings, meters, traces);
        client.warmUp();
        return client;
    }
}
