package io.stickermill.generation.remote;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.video.FirstFrame;
import io.stickermill.generation.maker.video.FirstFrame.Container;
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
    private final FirstFrame firstFrame;
    private final ObjectStorage storage;

    RemotePictures(RemoteDownload download, FirstFrame firstFrame, ObjectStorage storage) {
        this.download = download;
        this.firstFrame = firstFrame;
        this.storage = storage;
    }

    /** What came of it. A file begins as a picture or a video does; more is not known of it. */
    Fetched fetch(RemotePicture picture) {
        Fetched fetched = switch (picture) {
            case RemotePicture.Bytes(byte[] bytes) -> new Fetched.File(bytes);
            case RemotePicture.Link(URI address) -> download.fetch(address);
        };
        return fetched instanceof Fetched.File(byte[] content) && !MadeFiles.isPictureOrVideo(content)
                ? new Fetched.Not(new Refusal(Refusal.Why.FAILED, "what was made is no picture and no video"))
                : fetched;
    }

    /**
     * What lies in our storage.
     *
     * @param kind image or video
     */
    record Asset(String key, String kind) {

        static Asset of(String key, byte[] file) {
            return new Asset(key, MadeFiles.video(file).isPresent() ? "video" : "image");
        }
    }

    /**
     * Keeps it. It is paid, and some providers give it once: a storage that is away for a moment is waited for.
     */
    Asset keep(RemoteRow row, byte[] file) {
        String key = StorageKeys.generation(row.userId(), row.id());
        for (int tries = 1; ; tries++) {
            try {
                storage.put(key, file);
                return Asset.of(key, file);
            } catch (StorageUnavailable away) {
                if (tries == TRIES_TO_KEEP) {
                    throw away;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** What is kept, as a picture: of a video it is the first. */
    Optional<byte[]> kept(String key) {
        return storage.get(key).map(this::picture);
    }

    /** What can't be opened stays as it is: whoever draws it finds that out, as of any other file. */
    byte[] picture(byte[] file) {
        Container container = MadeFiles.video(file).orElse(null);
        if (container == null) {
            return file;
        }
        try {
            return firstFrame.of(file, container);
        } catch (UnusablePhoto unusable) {
            log.info("a video has no first picture: {}", unusable.detail());
            return file;
        }
    }

    /** What lies there without our row knowing it. */
    Optional<Asset> found(String key) {
        return storage.get(key).map(file -> Asset.of(key, file));
    }

    boolean isKept(String key) {
        return storage.size(key).isPresent();
    }

    /** Puts a photo where its provider can fetch it, and gives its key. */
    String handOver(RemoteRow row, byte[] photo) {
        String key = StorageKeys.generationInput(row.id());
        storage.put(key, photo);
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
