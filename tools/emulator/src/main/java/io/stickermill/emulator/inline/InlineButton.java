package io.stickermill.emulator.inline;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.Refusal;
import java.util.Optional;

/** The button over the results of an inline query. Stricter than tdlib/telegram-bot-api, which takes the first of two things that it does. */
final class InlineButton {
    private InlineButton() {}

    /**
     * The button, as it was sent.
     *
     * @throws Refusal what Telegram would say
     */
    static Optional<JsonNode> of(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        JsonNode button = AnswerInlineQuery.parsed(json, "inline query results button JSON object");
        if (!button.isObject()) {
            throw unreadable("InlineQueryResultsButton must be an Object");
        }
        JsonNode text = button.get("text");
        if (text == null || !text.isTextual()) {
            throw unreadable("Can't find field \"text\"");
        }
        if (text.textValue().isBlank()) {
            throw Refusal.badRequest("SWITCH_PM_TEXT_EMPTY");
        }
        if (button.has("start_parameter") == button.has("web_app")) {
            throw unreadable("InlineQueryResultsButton must have exactly one optional field");
        }
        if (button.has("web_app")) {
            checkWebApp(button.get("web_app").path("url").asText());
        } else {
            checkStart(button.get("start_parameter").asText());
        }
        return Optional.of(button);
    }

    private static void checkStart(String parameter) {
        if (parameter.isEmpty()) {
            throw Refusal.badRequest("START_PARAM_EMPTY");
        }
        if (!parameter.matches("[A-Za-z0-9_-]{1,64}")) {
            throw Refusal.badRequest("START_PARAM_INVALID");
        }
    }

    private static void checkWebApp(String url) {
        if (!url.startsWith("https://")) {
            throw Refusal.badRequest("SWITCH_WEBVIEW_URL_INVALID");
        }
    }

    private static Refusal unreadable(String why) {
        return Refusal.badRequest("can't parse inline query results button: " + why);
    }
}
