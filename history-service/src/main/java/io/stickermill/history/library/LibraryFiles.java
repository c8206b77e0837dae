package io.stickermill.history.library;

import io.stickermill.platform.storage.ContentType;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.ObjectStorage.Opened;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Files of a library, by way of this service: who is in must not need the storage. They are passed on as they come, and are
 * never in memory as a whole: however slowly somebody reads a large one, it costs a buffer.
 */
class LibraryFiles {

    /** What a person has made is theirs to look at, and does not change; it may be deleted, and another may sit down here. */
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofMinutes(30)).cachePrivate();

    /** A browser asks for six at a time. */
    private static final int MOST_AT_ONCE = 24;

    /** One part of a file, as players of videos ask for it. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-(\\d{1,12})?");

    private final ObjectStorage storage;
    private final Turns turns = new Turns(MOST_AT_ONCE);

    LibraryFiles(ObjectStorage storage) {
        this.storage = storage;
    }

    /**
     * What is asked for.
     *
     * @param keys of the file, and of those that do instead where storage has lost it; none where no file is known
     * @param id names the file for who keeps it
     * @param range the request's header, if it has one
     */
    record Wanted(
            Person person,
            List<String> keys,
            UUID id,
            boolean download,
            @Nullable String range) {}

    /**
     * Answers with the file.
     *
     * @throws org.springframework.web.ErrorResponseException 404 if it is not there, 429 if the person reads too many at once
     * @throws IOException if whoever reads has gone
     */
    void send(Wanted wanted, HttpServletResponse response) throws IOException {
        if (!turns.take(wanted.person().userId())) {
            throw Problems.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    Duration.ofSeconds(1),
                    "Too many files are read at once. Wait a moment.");
        }
        try {
            pass(wanted, response);
        } finally {
            turns.giveBack(wanted.person().userId());
        }
    }

    private void pass(Wanted wanted, HttpServletResponse response) throws IOException {
        Matcher part = RANGE.matcher(Optional.ofNullable(wanted.range()).orElse(""));
        if (part.matches()) {
            pass(wanted, part, response);
            return;
        }
        try (Opened file = open(wanted, 0, null).orElseThrow(LibraryFiles::notThere)) {
            byte[] head = file.content().readNBytes(ContentType.HEAD);
            describe(wanted, ContentType.of(head), file, response);
            response.getOutputStream().write(head);
            file.content().transferTo(response.getOutputStream());
        }
    }

    /** What a part is of, say the file's first bytes, which may not be in it. */
    private void pass(Wanted wanted, Matcher part, HttpServletResponse response) throws IOException {
        ContentType type;
        try (Opened start = open(wanted, 0, ContentType.HEAD - 1L).orElseThrow(LibraryFiles::notThere)) {
            type = ContentType.of(start.content().readNBytes(ContentType.HEAD));
        }
        Long to = part.group(2) == null ? null : Long.valueOf(part.group(2));
        try (Opened file = open(wanted, Long.parseLong(part.group(1)), to)
                .orElseThrow(() -> Problems.of(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "The file ends before the part that is asked for."))) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE,
                    "bytes %d-%d/%d".formatted(file.from(), file.from() + file.length() - 1, file.total()));
            describe(wanted, type, file, response);
            file.content().transferTo(response.getOutputStream());
        }
    }

    private static void describe(Wanted wanted, ContentType type, Opened file, HttpServletResponse response) {
        response.setContentType(type.mime());
        response.setContentLengthLong(file.length());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, KEPT.getHeaderValue());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(wanted, type));
        // Instead of the page's: nothing in a file is run, whatever it is.
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private Optional<Opened> open(Wanted wanted, long from, @Nullable Long to) {
        return wanted.keys().stream()
                .flatMap(key -> storage.open(key, from, to).stream())
                .findFirst();
    }

    private static ErrorResponseException notThere() {
        return Problems.of(HttpStatus.NOT_FOUND, "The file is not there (yet). It comes within seconds of a delivery.");
    }

    private static String disposition(Wanted wanted, ContentType type) {
        boolean attached = wanted.download() || !type.isImageOrVideo();
        return (attached ? ContentDisposition.attachment() : ContentDisposition.inline())
                .filename("stickermill-" + wanted.id().toString().substring(0, 8) + "." + type.extension())
                .build()
                .toString();
    }
}
