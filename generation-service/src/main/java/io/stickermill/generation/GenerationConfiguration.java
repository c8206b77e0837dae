package io.stickermill.generation;

import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.local.LocalMakers;
import io.stickermill.generation.maker.model.ModelSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which maker there is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MakerSettings.class, ModelSettings.class})
class GenerationConfiguration {

    private static final Logger log = LoggerFactory.getLogger(GenerationConfiguration.class);

    /** Loads OpenCV and the model before the service reports ready. */
    @Bean
    LocalMakers localMakers(MakerSettings settings, ModelSettings modelSettings) {
        LocalMakers makers = LocalMakers.of(settings.local(), modelSettings);
        makers.model()
                .ifPresentOrElse(
                        model -> log.info("cutting out with the model {}", model),
                        () -> log.warn("no segmentation model: every photo becomes a card. It was built without one, or"
                                + " STICKERMILL_SEGMENTATION_MODEL is 'none' (docs/stickers.md)"));
        return makers;
    }

    /** Ready without one, too: cards are stickers. */
    @Bean("segmentationModel")
    HealthIndicator segmentationModelHealth(LocalMakers makers) {
        String how =
                makers.model().map(model -> "cuts out with " + model).orElse("no model: every photo becomes a card");
        Health health = Health.status(new Status(Status.UP.getCode(), how)).build();
        return () -> health;
    }

    @Bean
    StickerMaker stickerMaker(LocalMakers makers) {
        return makers.stickers();
    }

    @Bean
    StyleSheetMaker styleSheetMaker(LocalMakers makers) {
        return makers.sheets();
    }
}
