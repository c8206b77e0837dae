package io.stickermill.platform.storage;

/** Object storage is well and does not take this key, or what is to lie there, now or later: another try is no use. */
public final class StorageRefused extends RuntimeException {

    StorageRefused(String operation, String key, String why) {
        super("object storage does not " + operation + " the key '" + key + "': " + why);
    }
}
