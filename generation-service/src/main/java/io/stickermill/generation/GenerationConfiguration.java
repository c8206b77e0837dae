package io.stickermill.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.maker.child.ChildCommand;
import io.stickermill.generation.maker.child.ChildPool;
import io.stickermill.generation.maker.child.ChildSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which maker there is: processes of their own, for nothing here is to decode what strangers send. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MakerSettings.class, ChildSettings.class, ModelSettings.class})
class GenerationConfiguration {

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
    ApplicationRunner makersAreWarm(ChildPool makers) {
        return _ -> makers.awaitWarm();
    }
}
