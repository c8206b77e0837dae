package io.stickermill.emulator.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import java.io.IOException;
import java.util.Set;

record GetFile(FileStore files, PhotoSizes photos) implements BotMethod {
    static final long LARGEST = 20 * 1024 * 1024;

    @Override
    public String name() {
        return "getFile";
    }

    @Override
    public Set<String> fields() {
        return Set.of("file_id");
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        String fileId = request.text("file_id");
        if (fileId.isEmpty()) {
            throw Refusal.badRequest("file_id not specified");
        }
        StoredFile file = photos.withBytes(files.find(fileId).orElseThrow(() -> unknown(fileId)));
        if (file.size() != null && file.size() > LARGEST) {
            throw Refusal.badRequest("file is too big");
        }
        return file.json().put("file_path", file.path());
    }

    private Refusal unknown(String fileId) {
        return Refusal.badRequest(
                files.isLost(fileId) ? "wrong file_id or the file is temporarily unavailable" : "invalid file_id");
    }
}
