package io.stickermill.gateway;

import io.stickermill.contracts.credit.PriceConfiguration;
import io.stickermill.contracts.readymade.ReadyMadeSettings;
import io.stickermill.contracts.style.StickerStyleConfiguration;
import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.retention.RetentionConfiguration;
import io.stickermill.platform.storage.StorageConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import io.stickermill.platform.web.ApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Everything inbound. */
@SpringBootApplication
@Import({
    PlatformConfiguration.class,
    TelegramConfiguration.class,
    StorageConfiguration.class,
    ApiConfiguration.class,
    RetentionConfiguration.class,
    StickerStyleConfiguration.class,
    PriceConfiguration.class
})
@EnableScheduling
@EnableConfigurationProperties({GatewaySettings.class, ReadyMadeSettings.class})
public class GatewayApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
