package io.stickermill.platform.storage;

import io.stickermill.platform.setting.RequiredSetting;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the object storage.
 *
 * @param endpoint S3 endpoint, as the services reach it
 * @param publicEndpoint the same server as callers outside reach it: named in signed links, asked by no service; {@code endpoint}
 *     where it is empty. A proxy between passes path and {@code Host} on as they are, for both are signed
 * @param region S3 region; any name where the server has none
 * @param bucket bucket of all objects; it must exist
 * @param accessKey access key id
 * @param secretKey secret access key; from the environment only
 * @param checksums what the SDK adds to requests and checks in answers of its own accord: {@code when-supported}, or
 *     {@code when-required} for servers that refuse its checksums ({@code 400}, {@code 501 NotImplemented} or a wrong
 *     {@code XAmzContentSHA256Mismatch} at every put)
 * @param callTimeout longest time for a call with all its retries; leases on uploads must be longer
 */
@ConfigurationProperties("stickermill.storage")
public record StorageSettings(
        URI endpoint,
        @Nullable URI publicEndpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("stickermill") String bucket,
        String accessKey,
        String secretKey,
        @DefaultValue("when-supported") Checksums checksums,
        @DefaultValue("20s") Duration callTimeout) {

    public StorageSettings {
        RequiredSetting.value("stickermill.storage.endpoint", endpoint);
        RequiredSetting.value("stickermill.storage.access-key", accessKey);
        RequiredSetting.value("stickermill.storage.secret-key", secretKey);
        if (publicEndpoint != null && publicEndpoint.toString().isEmpty()) {
            publicEndpoint = null;
        }
        if (publicEndpoint != null && (publicEndpoint.getScheme() == null || publicEndpoint.getHost() == null)) {
            throw new IllegalArgumentException("stickermill.storage.public-endpoint is no address such as"
                    + " https://files.example.com: " + publicEndpoint);
        }
    }

    /** Where signed links lead. */
    URI linked() {
        return publicEndpoint == null ? endpoint : publicEndpoint;
    }

    /** When the SDK works with checksums that nobody has asked for. */
    public enum Checksums {
        WHEN_SUPPORTED,
        WHEN_REQUIRED
    }

    @Override
    public String toString() {
        return "StorageSettings[endpoint=" + endpoint + ", publicEndpoint=" + linked() + ", region=" + region
                + ", bucket=" + bucket + "]";
    }
}
