package io.stickermill.backfill.run;

import com.fasterxml.jackson.annotation.JsonValue;
import io.stickermill.schemas.BackfillSource;
import java.util.Arrays;
import java.util.Optional;

/** Which holes a run fills. */
public enum Source {
    STICKERS("stickers", BackfillSource.STICKERS),
    SESSIONS("sessions", BackfillSource.SESSIONS),
    PACK_SHEETS("pack-sheets", BackfillSource.PACK_SHEETS),
    VERIFY("verify", BackfillSource.VERIFY),
    /** As {@link #VERIFY}, and changes nothing. */
    AUDIT("audit", BackfillSource.AUDIT);

    private final String id;
    private final BackfillSource onTheWire;

    Source(String id, BackfillSource onTheWire) {
        this.id = id;
        this.onTheWire = onTheWire;
    }

    @JsonValue
    public String id() {
        return id;
    }

    public BackfillSource onTheWire() {
        return onTheWire;
    }

    /** Whether it is about all rows with a path, and about the objects that no row names. */
    public boolean isOfWhatIsStored() {
        return this == VERIFY || this == AUDIT;
    }

    static Optional<Source> named(String id) {
        return Arrays.stream(values()).filter(source -> source.id.equals(id)).findFirst();
    }
}
