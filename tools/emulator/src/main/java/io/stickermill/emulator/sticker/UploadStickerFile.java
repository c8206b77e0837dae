package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The file may be used any number of times; the sticker in a set has other ids. */
record UploadStickerFile(Owners owners, Database database, FileStore files, UploadPace pace) implements BotMethod {

    @Override
    public String name() {
        return "uploadStickerFile";
    }

    @Override
    public Set<String> fields() {
        return Set.of("user_id", "sticker", "sticker_format");
    }

    /** Whether it will suit a set of its type is looked at when it comes into one; what suits none is refused here. */
    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        var _ = owners.of(request);
        StickerFormat format = StickerFormat.named(request.text("sticker_format"));
        Upload upload = request.upload("sticker");
        if (upload == null) {
            throw Refusal.badRequest("sticker is not specified");
        }
        if (upload.size() == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        pace.take(request);
        StoredBytes bytes = files.receive(upload.open());
        try {
            format.checkSticker(SetType.REGULAR, bytes);
        } catch (Refusal notRegular) {
            try {
                format.checkSticker(SetType.CUSTOM_EMOJI, bytes);
            } catch (Refusal neither) {
                throw notRegular;
            }
        }
        StoredFile file = database.transact(
                sql -> files.register(sql, FileKind.DOCUMENT, bytes, upload.fileName(), upload.mimeType()));
        return file.json();
    }
}
