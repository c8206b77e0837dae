package io.stickermill.generation.remote;

import io.stickermill.contracts.style.RemoteStyleSettings;
import io.stickermill.generation.GenerationSettings;
import io.stickermill.platform.storage.ObjectStorage;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RemoteSettings.class, RemoteStyleSettings.class})
class RemoteConfiguration {

    @Bean
    RemoteRows remoteRows(JdbcClient database) {
        return new RemoteRows(database);
    }

    @Bean
    RemoteGenerations remoteGenerations(
            RemoteRows rows,
            RemoteStyleSettings styles,
            ObjectStorage storage,
            RemoteSettings settings,
            GenerationSettings generation,
            Clock clock) {
        return new RemoteGenerations(
                rows,
                styles.read(),
                settings.providers(),
                new RemoteDownload(generation.maxPhotoSize(), settings.ownAddresses()),
                storage,
                settings,
                clock);
    }

    @Bean
    HookSignatures hookSignatures(RemoteSettings settings, Clock clock) {
        return new HookSignatures(settings, clock);
    }
}
