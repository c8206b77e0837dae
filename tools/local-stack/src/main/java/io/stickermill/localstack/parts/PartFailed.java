package io.stickermill.localstack.parts;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A part did not start or did not become ready. The message names the part, the cause and where to look. */
public final class PartFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String why;

    /** @param why in one line that follows the part's name */
    PartFailed(String part, String why) {
        this(part, why, "", null);
    }

    PartFailed(String part, String why, @Nullable Throwable cause) {
        this(part, why, "", cause);
    }

    /** @param tail of its log */
    PartFailed(String part, String why, String tail, @Nullable Throwable cause) {
        super(part + " " + why + (tail.isEmpty() ? "" : "\n  " + tail), cause);
        this.why = why;
    }

    /** The message without the part's name and without its log: one line. */
    public String why() {
        return why;
    }
}
