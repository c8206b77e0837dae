package io.stickermill.contracts.credit;

import io.stickermill.contracts.style.RemoteStyles;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The prices of the installation, for each service that shows or asks them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PriceSettings.class)
public class PriceConfiguration {

    /** Where the operator's file is wrong, or leaves a model without a price, the service does not start. */
    @Bean
    Prices prices(PriceSettings settings, RemoteStyles styles) {
        return settings.read(styles);
    }
}
