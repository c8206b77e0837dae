package io.stickermill.contracts.style;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The styles of the installation, for each service that offers or makes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemoteStyleSettings.class)
public class StickerStyleConfiguration {

    /** Where the operator's file is wrong the service does not start. */
    @Bean
    RemoteStyles remoteStyles(RemoteStyleSettings settings) {
        return settings.read();
    }

    @Bean
    StickerStyles stickerStyles(RemoteStyles remote) {
        return new StickerStyles(remote);
    }
}
