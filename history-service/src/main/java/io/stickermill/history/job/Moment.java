package io.stickermill.history.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The moments of a timeline, in their order. The generation's carry the number of the step that begins then. */
public enum Moment {
    ACCEPTED(1),
    FETCH(2),
    DECODE(3),
    CUT_OUT(4),
    OUTLINE(5),
    ENCODE(6),
    READY(0),
    DELIVERED(7),
    STORED(7),
    FAILED(0),
    CANCELLED(0),
    DELETED(0),
    /** A send was cut off: the sticker has come once more than its row says, or once less. */
    OUTCOME_UNKNOWN(0),
    /** A dead letter of the job was replayed; the last time counts. */
    REPLAYED(0);

    private final int step;

    Moment(int step) {
        this.step = step;
    }

    public int step() {
        return step;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Moment of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The moment at which generation begins a step (2 to 6). */
    public static Optional<Moment> ofGenerationStep(int step) {
        return Arrays.stream(values())
                .filter(moment -> moment.step == step && step >= FETCH.step && step <= ENCODE.step)
                .findFirst();
    }
}
