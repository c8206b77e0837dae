package io.stickermill.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the HTTP APIs.
 *
 * @param key the key that callers send as {@code X-API-Key}; at least 16 characters, from the environment only
 */
@ConfigurationProperties("stickermill.api")
public record ApiSettings(String key) {

    public ApiSettings {
        if (key.length() < 16) {
            throw new IllegalArgumentException(
                    "stickermill.api.key is missing or shorter than 16 characters: set STICKERMILL_API_KEY");
        }
    }

    @Override
    public String toString() {
        return "ApiSettings[key=***]";
    }
}
