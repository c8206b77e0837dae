package io.stickermill.history.retention;

import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.platform.storage.StorageUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one batch. One that storage does not let go holds up no other; a storage that is away is left alone. */
final class FileRemoval {

    private static final Logger log = LoggerFactory.getLogger(FileRemoval.class);
    private static final int MOST_FAILURES = 3;

    private final ObjectStorage storage;
    private int failures;

    FileRemoval(ObjectStorage storage) {
        this.storage = storage;
    }

    /** True if there is no such file any more; it is no matter if there was none. */
    boolean remove(String key) {
        if (failures == MOST_FAILURES) {
            return false;
        }
        try {
            storage.delete(key);
            return true;
        } catch (StorageRefused e) {
            log.warn("no file can be under this key: {}", e.getMessage());
            return true;
        } catch (StorageUnavailable e) {
            failures++;
            log.warn("a file could not be removed; the next sweep tries again: {}", e.toString());
            return false;
        }
    }
}
