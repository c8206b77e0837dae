package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.ImageHeader;
import io.stickermill.emulator.file.InputFile;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.text.MessageText;
import java.io.IOException;
import java.util.Set;

record SendPhoto(Sender sender, FileStore files, Media media) implements BotMethod {
    private static final long LARGEST = 10 * 1024 * 1024;
    private static final int LARGEST_SIDES = 10_000;
    private static final int LARGEST_RATIO = 20;

    @Override
    public String name() {
        return "sendPhoto";
    }

    @Override
    public Set<String> fields() {
        return Sender.fields(Set.of("photo", "caption", "parse_mode", "caption_entities"));
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        InputFile input = InputFile.of(request, "photo", FileKind.PHOTO, files);
        ObjectNode caption = MessageText.captionOf(request);
        return switch (input) {
            case InputFile.Known(StoredFile file) ->
                sender.send(sender.admit(request), sql -> media.photo(file).setAll(caption));
            case InputFile.New(Upload upload) -> {
                if (upload.size() > LARGEST) {
                    throw Refusal.badRequest("file of size " + upload.size()
                            + " bytes is too big for a photo; the maximum size is " + LARGEST + " bytes");
                }
                StoredBytes bytes = files.receive(upload.open());
                check(bytes);
                yield sender.send(
                        sender.admit(request),
                        sql -> media.photo(sql, bytes, upload.fileName()).setAll(caption));
            }
        };
    }

    /** The rules of core.telegram.org/bots/api#sendphoto. */
    private static void check(StoredBytes bytes) {
        ImageHeader image = bytes.image().orElseThrow(() -> Refusal.badRequest("IMAGE_PROCESS_FAILED"));
        int longer = Math.max(image.width(), image.height());
        int shorter = Math.min(image.width(), image.height());
        if (longer + shorter > LARGEST_SIDES || longer > (long) shorter * LARGEST_RATIO) {
            throw Refusal.badRequest("PHOTO_INVALID_DIMENSIONS");
        }
    }
}
