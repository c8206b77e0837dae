package io.stickermill.delivery;

import io.stickermill.contracts.credit.PriceConfiguration;
import io.stickermill.contracts.style.StickerStyleConfiguration;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import io.stickermill.platform.telegram.limit.LimitConfiguration;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.web.ApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Everything outbound; {@code STICKERMILL_DELIVERY_ROLES} says which of its roles this process has. */
@SpringBootApplication
@Import({
    PlatformConfiguration.class,
    TelegramConfiguration.class,
    StorageConfiguration.class,
    ApiConfiguration.class,
    LimitConfiguration.class,
    RetentionConfiguration.class,
    StickerStyleConfiguration.class,
    PriceConfiguration.class
})
@EnableConfigurationProperties(DeliverySettings.class)
public class DeliveryApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(DeliveryApplication.class, arguments);
    }

    @Bean
    StickerFiles stickerFiles(ObjectStorage storage) {
        return new StickerFiles(storage::get);
    }

    @Bean
    Texts texts() {
        return new Texts("delivery-texts");
    }
}
