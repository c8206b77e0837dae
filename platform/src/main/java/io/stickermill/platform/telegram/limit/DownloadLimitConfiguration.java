package io.stickermill.platform.telegram.limit;

import io.stickermill.platform.telegram.TelegramClient;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** To be imported by services that download files from Telegram. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownloadLimitSettings.class)
public class DownloadLimitConfiguration {

    @Bean
    DownloadLimits downloadLimits(
            DataSource database, DownloadLimitSettings settings, TelegramClient telegram, Clock clock) {
        return new DownloadLimits(database, settings, telegram.botId(), clock);
    }
}
