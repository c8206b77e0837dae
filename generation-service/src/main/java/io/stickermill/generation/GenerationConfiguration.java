package io.stickermill.generation;

import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.local.LocalStickerMaker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which maker there is. */
@Configuration(proxyBeanMethods = false)
class GenerationConfiguration {

    /** Loads OpenCV before the service reports ready. */
    @Bean
    StickerMaker stickerMaker() {
        return new LocalStickerMaker(LocalMakerSettings.DEFAULT);
    }
}
