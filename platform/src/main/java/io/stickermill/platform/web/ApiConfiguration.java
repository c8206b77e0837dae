package io.stickermill.platform.web;

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

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(ApiSettings settings) {
        var registration = new FilterRegistrationBean<>(new ApiKeyFilter(settings.key()));
        registration.addUrlPatterns("/v1/*");
        return registration;
    }
}
