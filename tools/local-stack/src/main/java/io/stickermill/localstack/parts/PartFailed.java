package io.stickermill.localstack.parts;

import java.io.Serial;

/** A part did not start or did not become ready. The message names the part, the cause and where to look. */
public final class PartFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PartFailed(String message) {
        super(message);
    }

    PartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
