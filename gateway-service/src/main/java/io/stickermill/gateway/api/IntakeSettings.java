package io.stickermill.gateway.api;

import io.stickermill.platform.storage.ObjectStorage;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Settings of the HTTP API for photos.
 *
 * @param jobsUrl public address of history-service, which jobs and stickers are asked about at; empty for the address of the request
 * @param uploadLifetime how long an uploaded photo is kept in storage; at least 1 h, since buttons under its sticker read
 *     it again
 * @param largestPhoto a larger one is refused; generation's {@code max-photo-size} must be as large
 * @param largestSet all photos of one order for a sticker set together, as far as bytes-in-flight has room for them
 * @param bytesInFlight of all photos that are on their way through the gateway at once, on its disk; what comes when there is
 *     no room for it is asked to come again. At least one largest photo
 * @param longestUpload from the first to the last byte of a request
 * @param sweep pause between two looks for uploads whose time is over
 */
@ConfigurationProperties("stickermill.intake")
record IntakeSettings(
        @DefaultValue("") String jobsUrl,
        @DefaultValue("24h") Duration uploadLifetime,
        @DefaultValue("20MB") DataSize largestPhoto,
        @DefaultValue("100MB") DataSize largestSet,
        @DefaultValue("200MB") DataSize bytesInFlight,
        @DefaultValue("2m") Duration longestUpload,
        @DefaultValue("10m") Duration sweep) {

    /** For the fields beside the photo. */
    private static final DataSize WORDS = DataSize.ofKilobytes(256);

    IntakeSettings {
        if (largestPhoto.compareTo(ObjectStorage.LARGEST) > 0) {
            throw new IllegalArgumentException("stickermill.intake.largest-photo must be at most "
                    + ObjectStorage.LARGEST.toMegabytes() + "MB: what is larger is not stored");
        }
        if (bytesInFlight.toBytes() < largestPhoto.toBytes() + WORDS.toBytes()) {
            throw new IllegalArgumentException(
                    "stickermill.intake.bytes-in-flight must be more than stickermill.intake.largest-photo");
        }
        if (uploadLifetime.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("stickermill.intake.upload-lifetime must be at least 1h");
        }
    }

    /** Where history-service answers, as this request's caller reaches it. */
    URI atHistory(String path) {
        return jobsUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path(path)
                        .build()
                        .toUri()
                : URI.create(jobsUrl + path);
    }

    DataSize largestRequest() {
        return DataSize.ofBytes(largestPhoto.toBytes() + WORDS.toBytes());
    }

    DataSize largestSetRequest() {
        return DataSize.ofBytes(Math.min(largestSet.toBytes() + WORDS.toBytes(), bytesInFlight.toBytes()));
    }
}
