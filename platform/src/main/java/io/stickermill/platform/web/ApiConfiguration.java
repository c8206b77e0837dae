package io.stickermill.platform.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** To be imported by services that serve an HTTP API under {@code /v1}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@Import({Problems.class, ApiDescription.class})
public class ApiConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ApiConfiguration.class);

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(ApiSettings settings) {
        var registration = new FilterRegistrationBean<>(new ApiKeyFilter(settings));
        registration.addUrlPatterns("/v1/*");
        if (settings.customerKeys().isEmpty()) {
            log.warn(
                    "There is no customers' key: who makes stickers by HTTP needs the operator's, which opens everything."
                            + " Set STICKERMILL_API_CUSTOMERKEY.");
        }
        return registration;
    }
}
