package io.stickermill.emulator.inline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.store.Json;
import java.util.HashSet;
import java.util.Set;

/** The list in an answer to an inline query. */
final class InlineResults {
    private static final int MOST = 50;
    private static final int LONGEST_ID = 64;
    private static final Set<String> FIELDS = Set.of("type", "id", "sticker_file_id");

    private InlineResults() {}

    /** @throws Refusal what Telegram would say */
    static ArrayNode of(String json, FileStore files) {
        if (json.isEmpty()) {
            return Json.MAPPER.createArrayNode();
        }
        if (!(AnswerInlineQuery.parsed(json, "JSON encoded inline query results") instanceof ArrayNode results)) {
            throw Refusal.badRequest("expected an Array of inline query results");
        }
        if (results.size() > MOST) {
            throw Refusal.badRequest("too many inline query results specified");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode result : results) {
            checkSticker(result, files);
            String id = result.get("id").textValue();
            if (id.isEmpty()) {
                throw Refusal.badRequest("RESULT_ID_EMPTY");
            }
            if (id.getBytes(UTF_8).length > LONGEST_ID) {
                throw Refusal.badRequest("RESULT_ID_INVALID");
            }
            if (!ids.add(id)) {
                throw Refusal.badRequest("RESULT_ID_DUPLICATE");
            }
        }
        return results;
    }

    private static void checkSticker(JsonNode result, FileStore files) {
        if (!result.isObject()) {
            throw unreadable("Inline query result must be an object");
        }
        String type = string(result, "type");
        string(result, "id");
        if (!type.equalsIgnoreCase("sticker")) {
            throw Refusal.notEmulated("inline results of the type " + type);
        }
        result.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw Refusal.notEmulated("the field " + field + " of an inline result");
            }
        });
        StoredFile file = files.find(string(result, "sticker_file_id"))
                .orElseThrow(() -> Refusal.badRequest("wrong file identifier/HTTP URL specified"));
        if (file.kind() != FileKind.STICKER) {
            throw Refusal.badRequest("can't use file of type " + file.kind().title() + " as Sticker");
        }
    }

    private static String string(JsonNode result, String field) {
        JsonNode value = result.get(field);
        if (value == null) {
            throw unreadable("Can't find field \"" + field + "\"");
        }
        if (!value.isTextual()) {
            throw unreadable("Field \"" + field + "\" must be of type String");
        }
        return value.textValue();
    }

    private static Refusal unreadable(String why) {
        return Refusal.badRequest("can't parse inline query result: " + why);
    }
}
