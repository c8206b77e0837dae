package io.stickermill.emulator.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;

/** The part of a message that shows a file. */
public record Media(FileStore files, PhotoSizes photos) {
    private static final long LARGEST_STICKER = 512_000;

    /** A new photo with its sizes. */
    public ObjectNode photo(Sql sql, StoredBytes bytes, String name) throws SQLException {
        return Json.object().set("photo", photos.register(sql, bytes, name));
    }

    /** A new document. */
    public ObjectNode document(Sql sql, StoredBytes bytes, String name, String mimeType) throws SQLException {
        return document(files.register(sql, FileKind.DOCUMENT, bytes, name, mimeType));
    }

    /** A document that is known already. */
    public ObjectNode document(StoredFile file) {
        return Json.object()
                .set("document", file.json().put("file_name", file.name()).put("mime_type", file.mimeType()));
    }

    /**
     * Something that moves or sounds. Of a GIF Telegram makes an MP4 and says so, also in the document that stands beside
     * an animation; here the bytes stay as they came.
     *
     * @param kind animation, video or voice
     * @param duration in seconds
     */
    public ObjectNode played(
            Sql sql,
            FileKind kind,
            StoredBytes bytes,
            String name,
            String mimeType,
            int width,
            int height,
            int duration)
            throws SQLException {
        String type = kind == FileKind.ANIMATION ? "video/mp4" : mimeType;
        StoredFile file = files.register(sql, kind, bytes, name, type);
        ObjectNode fields = file.json().put("mime_type", type).put("duration", duration);
        if (kind == FileKind.VOICE) {
            return Json.object().set("voice", fields);
        }
        fields.put("file_name", name).put("width", width).put("height", height);
        if (kind == FileKind.VIDEO) {
            return Json.object().set("video", fields);
        }
        ObjectNode content = Json.object().set("animation", fields);
        return content.setAll(document(file));
    }

    /** A file that does not suit comes back as a document, as Telegram does it. */
    public ObjectNode sticker(Sql sql, StoredBytes bytes, String name, String mimeType, String emoji)
            throws SQLException {
        boolean suits = bytes.size() <= LARGEST_STICKER
                && bytes.image().filter(ImageHeader::suitsSticker).isPresent();
        return suits
                ? sticker(files.register(sql, FileKind.STICKER, bytes, name, mimeType), emoji)
                : document(sql, bytes, name, mimeType);
    }

    /** A sticker that is known already; an empty emoji is none. */
    public ObjectNode sticker(StoredFile file, String emoji) {
        ObjectNode sticker = file.sizedJson()
                .put("is_animated", false)
                .put("is_video", false)
                .put("type", "regular");
        if (!emoji.isEmpty()) {
            sticker.put("emoji", emoji);
        }
        return Json.object().set("sticker", sticker);
    }

    /** A photo that is known already, in the one size that was named. */
    public ObjectNode photo(StoredFile file) {
        ObjectNode content = Json.object();
        content.putArray("photo").add(file.sizedJson());
        return content;
    }
}
