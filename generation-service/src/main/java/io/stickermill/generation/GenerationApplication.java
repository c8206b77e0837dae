package io.stickermill.generation;

import io.stickermill.contracts.readymade.ReadyMadeSettings;
import io.stickermill.contracts.style.StickerStyleConfiguration;
import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import io.stickermill.platform.telegram.limit.DownloadLimitConfiguration;
import io.stickermill.platform.web.ApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Photo to sticker. */
@SpringBootApplication
@Import({
    PlatformConfiguration.class,
    TelegramConfiguration.class,
    DownloadLimitConfiguration.class,
    StorageConfiguration.class,
    ApiConfiguration.class,
    RetentionConfiguration.class,
    StickerStyleConfiguration.class
})
@EnableConfigurationProperties({GenerationSettings.class, ReadyMadeSettings.class})
@EnableScheduling
public class GenerationApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GenerationApplication.class, arguments);
    }
}
