package io.stickermill.backfill;

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

/** Puts missing files back into storage. */
@SpringBootApplication
@Import({
    PlatformConfiguration.class,
    ApiConfiguration.class,
    TelegramConfiguration.class,
    DownloadLimitConfiguration.class,
    StorageConfiguration.class,
    RetentionConfiguration.class
})
@EnableConfigurationProperties(BackfillSettings.class)
public class BackfillApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BackfillApplication.class, arguments);
    }
}
