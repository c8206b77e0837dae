package io.stickermill.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.maker.child.ChildCommand;
import io.stickermill.generation.maker.child.ChildPool;
import io.stickermill.generation.maker.child.ChildSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which maker there is: processes of their own, for nothing here is to decode what strangers send. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MakerSettings.class, ChildSettings.class, ModelSettings.class})
class GenerationConfiguration {

    private static final Logger log = LoggerFactory.getLogger(GenerationConfiguration.class);

    @Bean
    ChildCommand childCommand(ChildSettings settings) {
        return ChildCommand.of(settings);
    }

    /** They get warm while the rest of the service starts. */
    @Bean(destroyMethod = "close")
    ChildPool makers(
            ChildCommand command,
            ChildSettings children,
            MakerSettings settings,
            ModelSettings model,
            MeterRegistry meters) {
        return new ChildPool(command, children, settings.local(), model, meters);
    }

    /** Runs before the service reports ready. */
    @Bean
    ApplicationRunner makersAreWarm(ChildPool makers, ModelSettings model) {
        return _ -> {
            makers.awaitWarm();
            model.file()
                    .ifPresentOrElse(
                            file -> log.info("cutting out with the model {}", file),
                            () -> log.warn(
                                    "no segmentation model: every photo becomes a card. It was built without one, or"
                                            + " STICKERMILL_SEGMENTATION_MODEL is 'none' (docs/stickers.md)"));
        };
    }

    /** Ready without one, too: cards are stickers. A state {@code LIMITED} is no fault, and is shown by {@code status}. */
    @Bean("segmentationModel")
    HealthIndicator segmentationModelHealth(ModelSettings model) {
        Status status = model.file()
                .map(file -> new Status(Status.UP.getCode(), "cuts out with " + file))
                .orElseGet(() -> new Status("LIMITED", "no model: every photo becomes a card"));
        Health health = Health.status(status).build();
        return () -> health;
    }
}
