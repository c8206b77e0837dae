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
        return SegmentationModel.of(settings)
                .<SubjectSearch>map(model -> {
                    log.info("cutting out with the model {}", model.file());
                    return new ModelSearch(model, local);
                })
                .orElse(local);
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
