package io.stickermill.platform.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what is over its lifetime is removed.
 *
 * @param every pause between two sweeps, and before the first
 * @param batch how many rows are removed in one transaction
 */
@ConfigurationProperties("stickermill.sweep")
public record SweepSettings(
        @DefaultValue("10m") Duration every,
        @DefaultValue("500") int batch) {

    public SweepSettings {
        if (!every.isPositive() || batch < 1) {
            throw new IllegalArgumentException("stickermill.sweep: every must be positive, batch at least 1");
        }
    }
}
