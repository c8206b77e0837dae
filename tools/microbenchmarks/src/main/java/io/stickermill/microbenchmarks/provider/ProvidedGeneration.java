package io.stickermill.microbenchmarks.provider;

import io.stickermill.generation.GenerationApplication;
import io.stickermill.generation.maker.StickerMaker;
import java.net.URI;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The generation service as it runs in production, but that a provider makes its stickers: the property {@code provider.url}
 * says where. What is measured with it is everything but the making.
 */
public final class ProvidedGeneration {

    private ProvidedGeneration() {}

    /** Returns when it is ready; it runs on until it is stopped. */
    public static void run(List<String> arguments) {
        new SpringApplicationBuilder(GenerationApplication.class, ProviderConfiguration.class)
                .run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    static class ProviderConfiguration {

        /** Goes before the makers of the service's own, which then have nothing to do. */
        @Bean
        @Primary
        StickerMaker provider(@Value("${provider.url}") URI url) {
            return new ProvidedStickers(url);
        }
    }
}
