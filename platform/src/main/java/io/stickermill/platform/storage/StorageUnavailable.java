package io.stickermill.platform.storage;

/** Object storage did not do what was asked: try again, every operation is idempotent. */
public final class StorageUnavailable extends RuntimeException {

    StorageUnavailable(String operation, String key, Throwable cause) {
        super("object storage failed to " + operation + " " + key + ": " + cause.getMessage(), cause);
    }
}
