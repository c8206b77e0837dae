package io.stickermill.history.set;

import com.fasterxml.jackson.annotation.JsonValue;
import io.stickermill.schemas.StickerSetState;
import java.util.Locale;
import java.util.Optional;

/** How a sticker set stands. */
public enum SetState {
    /** Telegram does not have it yet. */
    MAKING,
    OPEN,
    DELETED,
    /** It could not be made. */
    FAILED;

    /** Empty for one that only a later version knows. */
    static Optional<SetState> of(StickerSetState told) {
        return switch (told) {
            case MAKING -> Optional.of(MAKING);
            case OPEN -> Optional.of(OPEN);
            case DELETED -> Optional.of(DELETED);
            case FAILED -> Optional.of(FAILED);
            case UNKNOWN -> Optional.empty();
        };
    }

    static SetState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether there is no such set any more. */
    boolean isOver() {
        return this == DELETED || this == FAILED;
    }

    /** As it stands in the database and in answers. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
