package io.stickermill.generation;

import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.cutout.SubjectFinder;
import io.stickermill.generation.maker.cutout.SubjectSearch;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import io.stickermill.generation.maker.local.LocalStyleSheetMaker;
import io.stickermill.generation.maker.model.ModelSearch;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.SegmentationModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which maker there is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MakerSettings.class, ModelSettings.class})
class GenerationConfiguration {

    private static final Logger log = LoggerFactory.getLogger(GenerationConfiguration.class);

    /** Loads OpenCV, and the model where there is one, before the service reports ready. */
    @Bean
    SubjectSearch subjectSearch(ModelSettings settings) {
        var local = new SubjectFinder();
        // An empty variable is one that is not set.
        if (settings.model() == null || settings.model().toString().isEmpty()) {
            return local;
        }
        var model = SegmentationModel.load(settings.model(), settings);
        log.info("cutting out with the model {} ({})", settings.model(), settings.preset());
        return new ModelSearch(model, local);
    }

    @Bean
    StickerMaker stickerMaker(MakerSettings settings, SubjectSearch subjects) {
        return new LocalStickerMaker(settings.local(), subjects);
    }

    @Bean
    StyleSheetMaker styleSheetMaker(MakerSettings settings, SubjectSearch subjects) {
        return new LocalStyleSheetMaker(settings.local(), subjects);
    }
}
