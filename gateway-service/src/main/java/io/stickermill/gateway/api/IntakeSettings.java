package io.stickermill.gateway.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the HTTP API for photos. Their size limit is {@code spring.servlet.multipart.max-file-size}.
 *
 * @param jobsUrl public address of history-service, which jobs are asked about at; empty for the address of the request
 * @param uploadLifetime how long an uploaded photo is kept in storage; at least 1 h, since buttons under its sticker read
 *     it again
 * @param sweep pause between two looks for uploads whose time is over
 */
@ConfigurationProperties("stickermill.intake")
record IntakeSettings(
        @DefaultValue("") String jobsUrl,
        @DefaultValue("24h") Duration uploadLifetime,
        @DefaultValue("10m") Duration sweep) {

    IntakeSettings {
        if (uploadLifetime.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("stickermill.intake.upload-lifetime must be at least 1h");
        }
    }
}
