package io.stickermill.emulator.file;

import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All files that ever went through the bot: rows in the database, bytes under their hash in one folder. */
public final class FileStore {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Database database;
    private final Path folder;
    private final long botId;
    private final SecureRandom random = new SecureRandom();

    public FileStore(Database database, Path folder, long botId) throws IOException {
        this.database = database;
        this.folder = Files.createDirectories(folder);
        this.botId = botId;
    }

    /** Streams the bytes to disk; nothing refers to them yet. */
    public StoredBytes receive(InputStream bytes) throws IOException {
        Path spool = Files.createTempFile(folder, "incoming-", ".part");
        try {
            MessageDigest digest = sha256();
            long size;
            try (var in = new DigestInputStream(bytes, digest);
                    OutputStream out = Files.newOutputStream(spool)) {
                size = in.transferTo(out);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            Path kept = folder.resolve(hash);
            Files.move(spool, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new StoredBytes(hash, size, kept, ImageHeader.read(kept));
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    /** Gives the bytes a file id; the same bytes have the same unique id each time. */
    public StoredFile register(Sql sql, FileKind kind, StoredBytes bytes, String name, String mimeType)
            throws SQLException {
        ImageHeader image = bytes.image().orElse(new ImageHeader("", 0, 0, false));
        return insert(
                sql,
                newId(kind),
                kind,
                uniqueId(bytes.sha256()),
                name,
                mimeType,
                image.width(),
                image.height(),
                bytes.sha256(),
                bytes.size(),
                null);
    }

    /** As {@link #register}, under an id and with a length that somebody else has chosen. */
    public StoredFile registerAs(
            Sql sql, String fileId, FileKind kind, StoredBytes bytes, String name, String mimeType, long size)
            throws SQLException {
        ImageHeader image = bytes.image().orElse(new ImageHeader("", 0, 0, false));
        return insert(
                sql,
                fileId,
                kind,
                uniqueId(bytes.sha256()),
                name,
                mimeType,
                image.width(),
                image.height(),
                bytes.sha256(),
                size,
                null);
    }

    /** The same bytes as something else, under ids of its own. */
    public StoredFile copy(Sql sql, StoredFile original, FileKind kind) throws SQLException {
        String id = newId(kind);
        return insert(
                sql,
                id,
                kind,
                uniqueId(original.fileUniqueId() + id),
                original.name(),
                original.mimeType(),
                original.width(),
                original.height(),
                original.sha256(),
                original.size(),
                null);
    }

    /** What lies on disk of a file that has bytes. */
    public StoredBytes stored(StoredFile file) throws IOException {
        Path path = bytes(file);
        return new StoredBytes(path.getFileName().toString(), Files.size(path), path, ImageHeader.read(path));
    }

    /** Files of the same bytes under further ids. Returns their number. */
    public int registerAliases(Sql sql, StoredFile original, List<String> fileIds) throws SQLException {
        for (String id : fileIds) {
            insert(
                    sql,
                    id,
                    original.kind(),
                    original.fileUniqueId(),
                    original.name(),
                    original.mimeType(),
                    original.width(),
                    original.height(),
                    original.sha256(),
                    original.size(),
                    null);
        }
        return fileIds.size();
    }

    /** Forgets the file, but not that its id was one of ours. */
    public void lose(String fileId) {
        database.transact(sql -> sql.update("UPDATE files SET lost = TRUE WHERE file_id = ?", fileId));
    }

    boolean isLost(String fileId) {
        return database.transact(
                sql -> sql.first("SELECT 1 FROM files WHERE file_id = ? AND lost", row -> row.getInt(1), fileId)
                        .isPresent());
    }

    /** A smaller size of a photo, whose bytes {@link #complete} adds when they are asked for. */
    StoredFile registerScaled(Sql sql, StoredFile original, int width, int height) throws SQLException {
        return insert(
                sql,
                newId(FileKind.PHOTO),
                FileKind.PHOTO,
                uniqueId(original.sha256() + width + "x" + height),
                original.name(),
                "image/jpeg",
                width,
                height,
                null,
                null,
                original.fileId());
    }

    StoredFile complete(StoredFile scaled, StoredBytes bytes) {
        database.transact(sql -> sql.update(
                "UPDATE files SET sha256 = ?, file_size = ? WHERE file_id = ?",
                bytes.sha256(),
                bytes.size(),
                scaled.fileId()));
        return find(scaled.fileId()).orElseThrow();
    }

    /** Empty for an id of another bot, too. */
    public Optional<StoredFile> find(String fileId) {
        return database.transact(sql -> sql.first(
                "SELECT * FROM files WHERE file_id = ? AND bot_id = ? AND NOT lost", FileStore::read, fileId, botId));
    }

    Optional<StoredFile> findByPath(String path) {
        return database.transact(sql -> sql.first(
                "SELECT * FROM files WHERE file_path = ? AND bot_id = ? AND NOT lost", FileStore::read, path, botId));
    }

    /** Where the bytes of a file are that has some. */
    public Path bytes(StoredFile file) {
        if (file.sha256() == null) {
            throw new IllegalStateException("No bytes yet for " + file.path());
        }
        return folder.resolve(file.sha256());
    }

    private StoredFile insert(
            Sql sql,
            String fileId,
            FileKind kind,
            String uniqueId,
            String name,
            String mimeType,
            int width,
            int height,
            @Nullable String sha256,
            @Nullable Long size,
            @Nullable String scaledFrom)
            throws SQLException {
        long number = sql.insert(
                """
                INSERT INTO files (file_id, bot_id, file_unique_id, kind, file_path, file_name, mime_type,
                    width, height, sha256, file_size, scaled_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                "number",
                fileId,
                botId,
                uniqueId,
                kind.name(),
                fileId,
                name,
                mimeType,
                width,
                height,
                sha256,
                size,
                scaledFrom);
        String path = kind.folder() + "/file_" + number + extension(kind, name);
        sql.update("UPDATE files SET file_path = ? WHERE file_id = ?", path, fileId);
        return new StoredFile(fileId, uniqueId, kind, path, name, mimeType, width, height, sha256, size, scaledFrom);
    }

    private String newId(FileKind kind) {
        byte[] secret = new byte[45];
        random.nextBytes(secret);
        return kind.idPrefix() + BASE64.encodeToString(secret);
    }

    // Telegram makes JPEGs of all photos; here the bytes stay as they came, but the name is what a bot would see.
    private static String extension(FileKind kind, String name) {
        int dot = name.lastIndexOf('.');
        String own = dot < 0 ? "" : name.substring(dot);
        return switch (kind) {
            case PHOTO -> ".jpg";
            case STICKER -> ".webp";
            case DOCUMENT, ANIMATION, VIDEO, VOICE -> own.matches("\\.[A-Za-z0-9]{1,8}") ? own : "";
        };
    }

    private static String uniqueId(String content) {
        byte[] digest = sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return "AgAD" + BASE64.encodeToString(Arrays.copyOf(digest, 9));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StoredFile read(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getString("file_id"),
                row.getString("file_unique_id"),
                FileKind.valueOf(row.getString("kind")),
                row.getString("file_path"),
                row.getString("file_name"),
                row.getString("mime_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("sha256"),
                row.getObject("file_size", Long.class),
                row.getString("scaled_from"));
    }
}
