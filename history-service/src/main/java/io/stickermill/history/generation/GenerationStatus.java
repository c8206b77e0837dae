package io.stickermill.history.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.stickermill.schemas.RemoteGenerationStatus;
import java.util.Locale;
import java.util.Optional;

/** How a generation stands. */
public enum GenerationStatus {
    /** The provider has not taken it yet. */
    INTENDED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Nobody knows whether the provider has taken it. */
    UNKNOWN,
    CANCELLED;

    /** Empty for one that only a later version knows. */
    static Optional<GenerationStatus> of(RemoteGenerationStatus told) {
        return switch (told) {
            case INTENDED -> Optional.of(INTENDED);
            case RUNNING -> Optional.of(RUNNING);
            case SUCCEEDED -> Optional.of(SUCCEEDED);
            case FAILED -> Optional.of(FAILED);
            case LOST_SIGHT -> Optional.of(UNKNOWN);
            case CANCELLED -> Optional.of(CANCELLED);
            case UNKNOWN -> Optional.empty();
        };
    }

    static GenerationStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As it stands in the database and in answers. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
