package io.stickermill.emulator.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks a keyboard as tdlib/telegram-bot-api's Client.cpp does, with its words. */
final class ReplyMarkup {
    private static final int MOST_BUTTONS = 100;
    private static final int MOST_DATA_BYTES = 64;
    private static final List<String> BUTTON_KINDS = List.of(
            "callback_game",
            "pay",
            "switch_inline_query",
            "switch_inline_query_chosen_chat",
            "switch_inline_query_current_chat",
            "login_url",
            "web_app",
            "copy_text");

    private ReplyMarkup() {}

    /** What a person's app is told with a new message: the inline keyboard, or to answer (ForceReply). */
    static Optional<ObjectNode> ofSend(ApiRequest request) {
        return of(request)
                .or(() -> parse(request)
                        .filter(markup -> markup.path("force_reply").asBoolean())
                        .map(_ -> Json.object().put("force_reply", true)));
    }

    /** The inline keyboard; empty without one (a keyboard of the other kinds is no part of a message). */
    static Optional<ObjectNode> of(ApiRequest request) {
        return parse(request).flatMap(ReplyMarkup::inlineKeyboard);
    }

    private static Optional<JsonNode> parse(ApiRequest request) {
        String text = request.text("reply_markup");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode markup;
        try {
            markup = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse reply keyboard markup JSON object");
        }
        if (!markup.isObject()) {
            throw Refusal.badRequest("object expected as reply markup");
        }
        return Optional.of(markup);
    }

    private static Optional<ObjectNode> inlineKeyboard(JsonNode markup) {
        JsonNode rows = markup.get("inline_keyboard");
        if (rows == null || rows.isNull()) {
            return Optional.empty();
        }
        if (!rows.isArray()) {
            throw Refusal.badRequest("field \"inline_keyboard\" must be of type Array");
        }
        int buttons = 0;
        for (JsonNode row : rows) {
            if (!row.isArray()) {
                throw Refusal.badRequest(
                        "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
            }
            for (JsonNode button : row) {
                check(button);
                buttons++;
            }
        }
        if (buttons > MOST_BUTTONS) {
            throw Refusal.badRequest("reply markup is too long");
        }
        return buttons == 0 ? Optional.empty() : Optional.of(Json.object().set("inline_keyboard", rows));
    }

    private static void check(JsonNode button) {
        if (!button.isObject()) {
            throw unreadable("InlineKeyboardButton must be an Object");
        }
        if (!button.has("text")) {
            throw unreadable("Can't find field \"text\"");
        }
        if (string(button, "text").isBlank()) {
            throw Refusal.badRequest("BUTTON_TEXT_INVALID");
        }
        if (!string(button, "url").isEmpty()) {
            return;
        }
        String data = string(button, "callback_data");
        if (data.getBytes(StandardCharsets.UTF_8).length > MOST_DATA_BYTES) {
            throw Refusal.badRequest("BUTTON_DATA_INVALID");
        }
        if (data.isEmpty() && BUTTON_KINDS.stream().noneMatch(button::has)) {
            throw unreadable("Text buttons are unallowed in the inline keyboard");
        }
    }

    private static String string(JsonNode button, String field) {
        JsonNode value = button.get(field);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw unreadable("Field \"" + field + "\" must be of type String");
        }
        return value.textValue();
    }

    private static Refusal unreadable(String why) {
        return Refusal.badRequest("can't parse inline keyboard button: " + why);
    }
}
