package io.stickermill.gateway.pack;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a pack of photos is complete.
 *
 * @param albumQuiet an album has no end at Telegram: it is complete when none of its photos has come for so long
 * @param patience a pack whose owner does not say that it is complete is so after this time without a photo
 */
@ConfigurationProperties("stickermill.packs")
public record PackSettings(
        @DefaultValue("5s") Duration albumQuiet,
        @DefaultValue("1h") Duration patience) {

    public PackSettings {
        if (!albumQuiet.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("stickermill.packs: album-quiet and patience must be positive");
        }
    }
}
