package io.stickermill.generation;

import io.stickermill.platform.storage.ObjectStorage;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of generation.
 *
 * @param lease how long a job is claimed, renewed after a third of it; what a killed instance held is taken over after it
 * @param maxPhotoSize a larger file is refused; Telegram's cloud hands out at most 20 MB
 * @param look how often stored jobs of other instances are looked for; what comes to this one is taken at once
 * @param fetches jobs in work at the same time, one of a chat: photos that are fetched, wait for a maker or are with one;
 *     bounds the memory that photos take
 */
@ConfigurationProperties("stickermill.generation")
public record GenerationSettings(
        @DefaultValue("45s") Duration lease,
        @DefaultValue("20MB") DataSize maxPhotoSize,
        @DefaultValue("1s") Duration look,
        @DefaultValue("6") int fetches) {

    public GenerationSettings {
        if (maxPhotoSize.compareTo(ObjectStorage.LARGEST) > 0) {
            throw new IllegalArgumentException("stickermill.generation.max-photo-size must be at most "
                    + ObjectStorage.LARGEST.toMegabytes() + "MB: what is larger is not stored");
        }
    }
}
