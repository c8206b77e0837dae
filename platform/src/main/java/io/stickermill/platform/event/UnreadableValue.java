package io.stickermill.platform.event;

import org.jspecify.annotations.Nullable;

/** The bytes of a record are not what its topic carries; trying again does not help. */
public final class UnreadableValue extends RuntimeException {

    UnreadableValue(String topic, @Nullable Throwable cause) {
        super("a value in topic " + topic + " is not a record of its schema", cause);
    }
}
