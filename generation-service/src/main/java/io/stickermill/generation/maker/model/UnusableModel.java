package io.stickermill.generation.maker.model;

import java.io.Serial;

/** The model can't be used as it is set; says what was found and what was expected. */
public final class UnusableModel extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableModel(String message) {
        super(message);
    }

    UnusableModel(String message, Throwable cause) {
        super(message, cause);
    }
}
