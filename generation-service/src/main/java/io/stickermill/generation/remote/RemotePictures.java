package io.stickermill.generation.remote;

import io.stickermill.generation.remote.RemoteDownload.Fetched;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.platform.storage.StorageUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where pictures of remote models come from, and where they are kept. */
final class RemotePictures {

    private static final Logger log = LoggerFactory.getLogger(RemotePictures.class);

    private static final int TRIES_TO_KEEP = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

    private final RemoteDownload download;
    private final ObjectStorage storage;

    RemotePictures(RemoteDownload download, ObjectStorage storage) {
        this.download = download;
        this.storage = storage;
    }

    /** What came of it. A file begins as a picture does; more is not known of it. */
    Fetched fetch(RemotePicture picture) {
        Fetched fetched = switch (picture) {
            case RemotePicture.Bytes(byte[] bytes) -> new Fetched.File(bytes);
            case RemotePicture.Link(URI address) -> download.fetch(address);
        };
        return fetched instanceof Fetched.File(byte[] content) && !PictureFiles.isOne(content)
                ? new Fetched.Not(new Refusal(Refusal.Why.FAILED, "what was made is no picture"))
                : fetched;
    }

    /**
     * Keeps it, and gives its key. It is paid, and some providers give it once: a storage that is away for a moment is waited for.
     */
    String keep(RemoteRow row, byte[] file) {
        String key = StorageKeys.generation(row.userId(), row.id());
        for (int tries = 1; ; tries++) {
            try {
                storage.put(key, file, PictureFiles.type(file));
                return key;
            } catch (StorageUnavailable away) {
                if (tries == TRIES_TO_KEEP) {
                    throw away;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    Optional<byte[]> kept(String key) {
        return storage.get(key);
    }

    boolean isKept(String key) {
        return storage.size(key).isPresent();
    }

    /** Puts a photo where its provider can fetch it, and gives its key. */
    String handOver(RemoteRow row, byte[] photo) {
        String key = StorageKeys.generationInput(row.id());
        storage.put(key, photo, PictureFiles.type(photo));
        return key;
    }

    URI link(String key, Duration lifetime) {
        return storage.link(key, lifetime);
    }

    /** What was handed over is of no use to anybody any more. */
    void forgetInput(RemoteRow row) {
        if (row.inputKey() != null) {
            try {
                storage.delete(row.inputKey());
            } catch (StorageUnavailable | StorageRefused e) {
                log.warn("{} stays in storage: {}", row.inputKey(), e.toString());
            }
        }
    }
}
