package io.stickermill.history.library;

import io.stickermill.platform.storage.ContentType;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.web.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files of a library, by way of this service: who is in must not need the storage. */
class LibraryFiles {

    /** What a person has made is theirs to look at, and does not change; it may be deleted, and another may sit down here. */
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofMinutes(30)).cachePrivate();

    private final ObjectStorage storage;

    /** A file is in memory as a whole: small ones side by side, large ones one after the other. */
    private final Semaphore small = new Semaphore(16);

    private final Semaphore large = new Semaphore(1);

    LibraryFiles(ObjectStorage storage) {
        this.storage = storage;
    }

    /** At most some hundred kilobytes. */
    ResponseEntity<Resource> small(@Nullable String key, UUID id, boolean download) {
        return file(small, key, id, download);
    }

    /** As a model has made it. */
    ResponseEntity<Resource> large(@Nullable String key, UUID id, boolean download) {
        return file(large, key, id, download);
    }

    private ResponseEntity<Resource> file(Semaphore room, @Nullable String key, UUID id, boolean download) {
        room.acquireUninterruptibly();
        try {
            byte[] file = Optional.ofNullable(key)
                    .flatMap(storage::get)
                    .orElseThrow(() -> Problems.of(
                            HttpStatus.NOT_FOUND,
                            "The file is not there (yet). It comes within seconds of a delivery."));
            ContentType type = ContentType.of(file);
            boolean attached = download || !type.isImageOrVideo();
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(type.mime()))
                    .cacheControl(KEPT)
                    .header(HttpHeaders.CONTENT_DISPOSITION, disposition(attached, id, type))
                    // Instead of the page's: nothing in a file is run, whatever it is.
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .body(new ByteArrayResource(file));
        } finally {
            room.release();
        }
    }

    private static String disposition(boolean attached, UUID id, ContentType type) {
        return (attached ? ContentDisposition.attachment() : ContentDisposition.inline())
                .filename("stickermill-" + id.toString().substring(0, 8) + "." + type.extension())
                .build()
                .toString();
    }
}
