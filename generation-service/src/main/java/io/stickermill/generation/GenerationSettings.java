package io.stickermill.generation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of generation.
 *
 * @param lease how long a job is claimed; renewed as its steps begin, so longer than any one step and than the longest call
 * @param maxPhotoSize a larger file is refused; Telegram's cloud hands out at most 20 MB
 * @param fetches photos that are fetched or wait for a core at the same time; bounds the memory that photos take
 * @param makers photos that are worked on at the same time, each on a thread of its own; 0 for one a core
 */
@ConfigurationProperties("stickermill.generation")
public record GenerationSettings(
        @DefaultValue("45s") Duration lease,
        @DefaultValue("20MB") DataSize maxPhotoSize,
        @DefaultValue("6") int fetches,
        @DefaultValue("0") int makers) {

    /** The threads that work on pixels. */
    public int makersOrCores() {
        return makers > 0 ? makers : Runtime.getRuntime().availableProcessors();
    }
}
