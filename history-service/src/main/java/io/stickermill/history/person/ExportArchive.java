package io.stickermill.history.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.history.person.Exports.Export;
import io.stickermill.platform.storage.ContentType;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.ObjectStorage.Opened;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A copy as a ZIP: what each service keeps as JSON, and the pictures. It is written as it is read: however many stickers there are,
 * no more than what one service knows of a person, gzipped, is in memory.
 */
public class ExportArchive {

    private static final Logger log = LoggerFactory.getLogger(ExportArchive.class);

    /** So many are written at once, for whomever. */
    private static final int MOST_AT_ONCE = 4;

    private static final String ABOUT = """
            What this bot keeps of you.

            data/      what each of our services has in its tables, a JSON file each
            stickers/  your stickers, as they are in our storage
            pictures/  what image models of others have made for you
            missing.txt, if it is there, names files that our storage has lost

            Messages between our services, which go by themselves after some days, are not in it: they say what is in data/.
            """;

    private final Exports exports;
    private final JdbcClient database;
    private final ObjectStorage storage;
    private final Set<UUID> written = ConcurrentHashMap.newKeySet();

    ExportArchive(Exports exports, JdbcClient database, ObjectStorage storage) {
        this.exports = exports;
        this.database = database;
        this.storage = storage;
    }

    /**
     * Answers with the archive.
     *
     * @throws org.springframework.web.ErrorResponseException 409 if it is not ready, 429 if it is being written already, or too many
     *     others are
     * @throws IOException if whoever reads has gone
     */
    public void send(Export export, HttpServletResponse response) throws IOException {
        if (!export.isReady()) {
            throw Problems.of(
                    HttpStatus.CONFLICT, "It is not ready yet: " + export.waitingFor() + " have to tell theirs.");
        }
        if (written.size() >= MOST_AT_ONCE || !written.add(export.userId())) {
            throw Problems.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    Duration.ofSeconds(10),
                    "It is being fetched already, or too many others are. Wait a moment.");
        }
        try {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("stickermill-export.zip")
                            .build()
                            .toString());
            write(export, new ZipOutputStream(response.getOutputStream(), UTF_8));
        } finally {
            written.remove(export.userId());
        }
    }

    private void write(Export export, ZipOutputStream zip) throws IOException {
        add(zip, "about.txt", new ByteArrayInputStream(ABOUT.getBytes(UTF_8)));
        for (String service : exports.services(export.id())) {
            try (InputStream rows =
                    new GZIPInputStream(new ByteArrayInputStream(exports.content(export.id(), service)))) {
                add(zip, "data/" + service + ".json", rows);
            }
        }
        // Pictures are small already.
        zip.setLevel(Deflater.NO_COMPRESSION);
        List<String> missing = new ArrayList<>();
        for (Picture picture : pictures(export.userId())) {
            if (!add(zip, picture)) {
                missing.add(picture.key());
            }
        }
        if (!missing.isEmpty()) {
            add(
                    zip,
                    "missing.txt",
                    new ByteArrayInputStream(String.join("\n", missing).getBytes(UTF_8)));
        }
        zip.finish();
    }

    /** @param name in the archive, without an ending */
    private record Picture(String key, String name) {}

    /** Keys and names alone are little, also of the many. */
    private List<Picture> pictures(UUID userId) {
        return database.sql("""
                select result_storage_path as key,
                       'stickers/' || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD_HH24-MI-SS') || '_' || left(id::text, 8)
                           as name
                  from stickers where user_id = :user and result_storage_path is not null
                union all
                select asset_key,
                       'pictures/' || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD_HH24-MI-SS') || '_' || left(id::text, 8)
                  from generations where user_id = :user and asset_key is not null
                 order by 2
                """)
                .param("user", userId)
                .query((row, _) -> new Picture(row.getString("key"), row.getString("name")))
                .list();
    }

    private boolean add(ZipOutputStream zip, Picture picture) throws IOException {
        Optional<Opened> found;
        try {
            found = storage.open(picture.key(), 0, null);
        } catch (StorageRefused noKey) {
            log.info("no file can be under the key of an exported picture: {}", noKey.getMessage());
            return false;
        }
        if (found.isEmpty()) {
            return false;
        }
        try (Opened file = found.get()) {
            byte[] head = file.content().readNBytes(ContentType.HEAD);
            String ending = ContentType.of(head).extension();
            add(
                    zip,
                    picture.name() + "." + ending,
                    new SequenceInputStream(new ByteArrayInputStream(head), file.content()));
        }
        return true;
    }

    private static void add(ZipOutputStream zip, String name, InputStream content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        content.transferTo(zip);
        zip.closeEntry();
    }
}
