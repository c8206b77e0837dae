package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.InputFile;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.text.MessageText;
import java.io.IOException;
import java.util.Set;

record SendDocument(Sender sender, FileStore files, Media media) implements BotMethod {
    @Override
    public String name() {
        return "sendDocument";
    }

    @Override
    public Set<String> fields() {
        return Sender.fields(
                Set.of("document", "caption", "parse_mode", "caption_entities", "disable_content_type_detection"));
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        InputFile input = InputFile.of(request, "document", FileKind.DOCUMENT, files);
        ObjectNode caption = MessageText.captionOf(request);
        Sender.Admitted admitted = sender.admit(request);
        return switch (input) {
            case InputFile.Known(StoredFile file) ->
                sender.send(admitted, sql -> media.document(file).setAll(caption));
            case InputFile.New(Upload upload) -> {
                StoredBytes bytes = files.receive(upload.open());
                yield sender.send(
                        admitted,
                        sql -> media.document(sql, bytes, upload.fileName(), upload.mimeType())
                                .setAll(caption));
            }
        };
    }
}
