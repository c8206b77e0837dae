package io.stickermill.gateway;

import io.stickermill.platform.PlatformConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Everything inbound. */
@SpringBootApplication
@Import({PlatformConfiguration.class, TelegramConfiguration.class})
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
