package io.stickermill.delivery.inline;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.InlineAnswer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InlineConfiguration {

    @Bean
    RecordHandler<InlineAnswer> inlineAnswers(TelegramClient telegram, Clock clock, MeterRegistry meters) {
        return new InlineAnswers(telegram::call, clock, meters);
    }
}
