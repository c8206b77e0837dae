package io.stickermill.platform.storage;

/** Object storage is well and does not take this key, now or later: it would not take it at another try either. */
public final class StorageRefused extends RuntimeException {

    StorageRefused(String operation, String key, String why) {
        super("object storage does not " + operation + " the key '" + key + "': " + why);
    }
}
