package io.stickermill.generation.maker;

import java.util.Locale;

/** The steps of a job that generation does, numbered as the user sees them: 1 is accepting, 7 is sending. */
public enum Step {
    /** Done by the service before a maker is asked. */
    FETCH(2),
    DECODE(3),
    CUT_OUT(4),
    OUTLINE(5),
    ENCODE(6);

    private final int number;

    Step(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The step's name in events: {@code cut_out}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
