package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.store.Database;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record SetStickerSetThumbnail(Owners owners, Database database, FileStore files, ChangedSet changed)
        implements BotMethod {

    @Override
    public String name() {
        return "setStickerSetThumbnail";
    }

    @Override
    public Set<String> fields() {
        return Set.of("name", "user_id", "format", "thumbnail");
    }

    /** Without a thumbnail the first sticker is shown. */
    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        var _ = owners.of(request);
        String file = thumbnail(request, StickerFormat.named(request.text("format")));
        changed.named(request.text("name"), set -> set.withThumbnail(file));
        return BooleanNode.TRUE;
    }

    private @Nullable String thumbnail(ApiRequest request, StickerFormat format) throws IOException {
        Upload upload = request.upload("thumbnail");
        String known = request.text("thumbnail");
        if (upload != null) {
            StoredBytes bytes = files.receive(upload.open());
            format.checkThumbnail(bytes);
            return database.transact(
                            sql -> files.register(sql, FileKind.DOCUMENT, bytes, upload.fileName(), upload.mimeType()))
                    .fileId();
        }
        if (known.isEmpty()) {
            return null;
        }
        StoredFile file =
                files.find(known).orElseThrow(() -> Refusal.badRequest("wrong file identifier/HTTP URL specified"));
        format.checkThumbnail(files.stored(file));
        return file.fileId();
    }
}
