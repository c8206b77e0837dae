package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.api.Upload;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.sticker.StickerSet.Member;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code InputSticker}: a sticker on its way into a set. */
record InputStickers(Database database, FileStore files) {

    private static final int MOST = 50;

    /**
     * The stickers of the field {@code stickers}. All are looked at before any gets an id: one that is wrong fails the call.
     *
     * @throws Refusal for the first that is wrong, without saying which, as Telegram does
     */
    List<Member> several(ApiRequest request, SetType type) throws IOException {
        JsonNode given = parsed(request.text("stickers"), "can't parse stickers JSON object");
        if (!given.isArray()) {
            throw Refusal.badRequest("expected an Array of InputSticker");
        }
        if (given.isEmpty()) {
            throw Refusal.badRequest("at least 1 sticker must be specified");
        }
        if (given.size() > MOST) {
            throw Refusal.badRequest("too many stickers specified");
        }
        List<Checked> checked = new ArrayList<>();
        for (JsonNode one : given) {
            checked.add(checked(request, one, type));
        }
        return checked.stream().map(this::member).toList();
    }

    /** The sticker of the field {@code sticker}. */
    Member one(ApiRequest request, SetType type) throws IOException {
        JsonNode given = parsed(request.text("sticker"), "can't parse sticker JSON object");
        return member(checked(request, given, type));
    }

    /** A file that suits. */
    private record Checked(Source source, StickerFormat format, List<String> emoji, List<String> keywords) {}

    private sealed interface Source {

        record New(StoredBytes bytes, Upload upload) implements Source {}

        record Known(StoredFile file) implements Source {}
    }

    private Checked checked(ApiRequest request, JsonNode given, SetType type) throws IOException {
        if (!given.isObject()) {
            throw Refusal.badRequest("can't parse InputSticker: expected an Object");
        }
        Source source = source(request, given.path("sticker").asText());
        List<String> emoji = Emoji.of(given.path("emoji_list"));
        StickerFormat format = StickerFormat.named(given.path("format").asText(StickerFormat.STATIC.word()));
        format.checkSticker(
                type,
                switch (source) {
                    case Source.New(StoredBytes bytes, Upload _) -> bytes;
                    case Source.Known(StoredFile file) -> files.stored(file);
                });
        return new Checked(source, format, emoji, Emoji.keywords(given.path("keywords")));
    }

    private Source source(ApiRequest request, String value) throws IOException {
        Upload upload = request.attached(value);
        if (upload != null) {
            if (upload.size() == 0) {
                throw Refusal.badRequest("file must be non-empty");
            }
            return new Source.New(files.receive(upload.open()), upload);
        }
        if (value.isEmpty() || value.startsWith("attach://")) {
            throw Refusal.badRequest("can't parse InputSticker: sticker not found");
        }
        if (value.startsWith("http://") || value.startsWith("https://")) {
            throw Refusal.notEmulated("stickers by URL");
        }
        StoredFile known =
                files.find(value).orElseThrow(() -> Refusal.badRequest("wrong file identifier/HTTP URL specified"));
        return switch (known.kind()) {
            case STICKER, DOCUMENT -> new Source.Known(known);
            case PHOTO, ANIMATION, VIDEO, VOICE ->
                throw Refusal.badRequest(
                        "can't use file of type " + known.kind().title() + " as Sticker");
        };
    }

    /** A sticker keeps its document; anything else becomes one, with ids of its own. */
    private Member member(Checked checked) {
        StoredFile file = switch (checked.source()) {
            case Source.New(StoredBytes bytes, Upload upload) ->
                database.transact(
                        sql -> files.register(sql, FileKind.STICKER, bytes, upload.fileName(), upload.mimeType()));
            case Source.Known(StoredFile known) ->
                known.kind() == FileKind.STICKER
                        ? known
                        : database.transact(sql -> files.copy(sql, known, FileKind.STICKER));
        };
        return new Member(file.fileId(), checked.format(), checked.emoji(), checked.keywords());
    }

    private static JsonNode parsed(String text, String words) {
        try {
            return Json.parse(text.isEmpty() ? "null" : text);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest(words);
        }
    }
}
