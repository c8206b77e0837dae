package io.stickermill.backfill.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** Where a run stands, and where it can go from there. */
public enum RunState {
    PLANNING,
    RUNNING,
    PAUSED,
    CANCELLED,
    FINISHED;

    Set<RunState> next() {
        return switch (this) {
            case PLANNING -> Set.of(RUNNING, PAUSED, CANCELLED);
            case RUNNING -> Set.of(PAUSED, CANCELLED, FINISHED);
            case PAUSED -> Set.of(PLANNING, CANCELLED);
            case CANCELLED, FINISHED -> Set.of();
        };
    }

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState named(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
