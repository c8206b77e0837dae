package io.stickermill.platform.dispatch;

import org.jspecify.annotations.Nullable;

/** A record's bytes are not a value of its topic, and trying again won't help. */
public class UnreadableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
