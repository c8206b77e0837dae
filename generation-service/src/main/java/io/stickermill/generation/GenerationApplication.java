package io.stickermill.generation;

import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Photo to sticker. */
@SpringBootApplication
@Import({
    PlatformConfiguration.class,
    TelegramConfiguration.class,
    StorageConfiguration.class,
    RetentionConfiguration.class
})
@EnableConfigurationProperties(GenerationSettings.class)
public class GenerationApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GenerationApplication.class, arguments);
    }
}
