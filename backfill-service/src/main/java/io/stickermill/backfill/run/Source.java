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
    VERIFY("verify", BackfillSource.VERIFY);

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

    static Optional<Source> named(String id) {
        return Arrays.stream(values()).filter(source -> source.id.equals(id)).findFirst();
    }
}
