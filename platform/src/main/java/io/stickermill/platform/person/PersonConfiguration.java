package io.stickermill.platform.person;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Part of {@link io.stickermill.platform.PlatformConfiguration}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ForgetSettings.class)
public class PersonConfiguration {

    @Bean
    ForgottenPeople forgottenPeople(JdbcClient database, ForgetSettings settings) {
        return new ForgottenPeople(database, settings, System::nanoTime);
    }
}
