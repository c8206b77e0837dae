package io.stickermill.gateway.update;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PollSettings.class)
class UpdateConfiguration {

    @Bean
    UpdateProcessor updateProcessor(
            Sessions sessions, EventPublisher events, TelegramClient telegram, GatewaySettings settings, Clock clock) {
        return new UpdateProcessor(sessions, events, telegram, new Texts("gateway-texts"), settings, clock);
    }

    @Bean
    UpdatePoller updatePoller(
            TelegramClient telegram,
            UpdateProcessor processor,
            PollSettings settings,
            DataSource database,
            MeterRegistry meters) {
        return new UpdatePoller(telegram, processor, settings, new PollerSeat(database, telegram.botId()), meters);
    }
}
