package io.stickermill.generation.remote;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.generation.GenerationSettings;
import io.stickermill.generation.MakerSettings;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.video.FirstFrame;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.storage.ObjectStorage;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemoteSettings.class)
class RemoteConfiguration {

    @Bean
    RemoteRows remoteRows(JdbcClient database) {
        return new RemoteRows(database);
    }

    @Bean
    RemoteProviders remoteProviders(RemoteSettings settings, MeterRegistry meters) {
        return new RemoteProviders(settings.providers(), meters);
    }

    @Bean
    RemotePictures remotePictures(
            ObjectStorage storage, RemoteSettings settings, GenerationSettings generation, MakerSettings maker) {
        return new RemotePictures(
                new RemoteDownload(generation.maxPhotoSize(), settings.ownAddresses()),
                new FirstFrame(maker.maxPixels()),
                storage);
    }

    @Bean
    RemoteGenerations remoteGenerations(
            RemoteRows rows,
            RemoteStyles styles,
            RemoteProviders providers,
            RemotePictures pictures,
            RemoteSettings settings,
            TopicScan topics,
            TransactionOperations transaction,
            MeterRegistry meters,
            Clock clock) {
        return new RemoteGenerations(
                rows,
                styles,
                providers,
                pictures,
                new RemoteLimits(rows, settings),
                new ForgottenOrders(rows, topics, clock),
                settings,
                transaction,
                meters,
                clock);
    }

    @Bean
    RemoteTelling remoteTelling(RemoteRows rows, EventPublisher events) {
        return new RemoteTelling(rows, events);
    }

    @Bean
    RemotePreviews remotePreviews(
            RemoteRows rows, RemotePictures pictures, SmallPictureMaker maker, ObjectStorage storage) {
        return new RemotePreviews(rows, pictures, maker, storage);
    }

    @Bean
    RemoteSweep remoteSweep(
            RemoteRows rows,
            RemoteGenerations generations,
            ObjectStorage storage,
            RemoteSettings settings,
            Clock clock) {
        return new RemoteSweep(rows, generations, storage, settings.longest(), clock);
    }

    @Bean
    RemoteSync remoteSync(
            RemoteRows rows, RemoteProviders providers, RemotePictures pictures, RemotePreviews previews) {
        return new RemoteSync(rows, providers, pictures, previews);
    }

    @Bean
    HookSignatures hookSignatures(RemoteSettings settings, Clock clock) {
        return new HookSignatures(settings, clock);
    }
}
