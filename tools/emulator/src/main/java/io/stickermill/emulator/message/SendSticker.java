package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.InputFile;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import java.io.IOException;
import java.util.Set;

record SendSticker(Sender sender, FileStore files, Media media) implements BotMethod {
    @Override
    public String name() {
        return "sendSticker";
    }

    @Override
    public Set<String> fields() {
        return Sender.fields(Set.of("sticker", "emoji"));
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        InputFile input = InputFile.of(request, "sticker", FileKind.STICKER, files);
        String emoji = request.text("emoji");
        Sender.Admitted admitted = sender.admit(request);
        return switch (input) {
            case InputFile.Known(StoredFile file) -> sender.send(admitted, sql -> media.sticker(file, emoji));
            case InputFile.New(Upload upload) -> {
                StoredBytes bytes = files.receive(upload.open());
                yield sender.send(
                        admitted, sql -> media.sticker(sql, bytes, upload.fileName(), upload.mimeType(), emoji));
            }
        };
    }
}
