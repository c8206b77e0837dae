package io.stickermill.emulator.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import org.jspecify.annotations.Nullable;

/**
 * A file that the bot knows by {@code fileId}. A smaller size of a photo has neither hash nor length until somebody asks
 * for it: it is made then.
 */
public record StoredFile(
        String fileId,
        String fileUniqueId,
        FileKind kind,
        String path,
        String name,
        String mimeType,
        int width,
        int height,
        @Nullable String sha256,
        @Nullable Long size,
        @Nullable String scaledFrom) {

    /** The fields that every Telegram object about a file has. */
    public ObjectNode json() {
        ObjectNode json = Json.object().put("file_id", fileId).put("file_unique_id", fileUniqueId);
        return size == null ? json : json.put("file_size", size);
    }

    /** As a PhotoSize, or the head of a Sticker. */
    public ObjectNode sizedJson() {
        return json().put("width", width).put("height", height);
    }
}
