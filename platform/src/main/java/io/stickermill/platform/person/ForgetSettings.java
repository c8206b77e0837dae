package io.stickermill.platform.person;

import io.stickermill.schemas.IdHashes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of forgetting people.
 *
 * @param key what the ids of forgotten people are hashed with, at least 32 characters, the same for all services for ever, from the
 *     environment only. Without it nobody can have themselves forgotten
 */
@ConfigurationProperties("stickermill.forget")
public record ForgetSettings(@Nullable String key) {

    private static final int SHORTEST = 32;

    public ForgetSettings {
        key = key == null || key.isBlank() ? null : key.strip();
        if (key != null && key.length() < SHORTEST) {
            throw new IllegalArgumentException("stickermill.forget.key is shorter than " + SHORTEST
                    + " characters: set STICKERMILL_FORGET_KEY to a longer one, made at random");
        }
    }

    /** What makes hashes of ids, where people can be forgotten. */
    public Optional<IdHashes> hashes() {
        return Optional.ofNullable(key).map(IdHashes::new);
    }

    @Override
    public String toString() {
        return "ForgetSettings[key=" + (key == null ? "none" : "***") + "]";
    }
}
