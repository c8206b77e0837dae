package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;

/** The button by which an invoice is paid: the first of its keyboard, and the only one of its kind. */
final class PayButton {
    private PayButton() {}

    /** Telegram's own keyboard, for an invoice that was sent without one. */
    static ObjectNode forStars(long amount) {
        ObjectNode keyboard = Json.object();
        keyboard.putArray("inline_keyboard")
                .addArray()
                .addObject()
                .put("text", "Pay ⭐ " + amount)
                .put("pay", true);
        return keyboard;
    }

    /** The keyboard that the bot has given; throws a {@link Refusal} 400 if an invoice can't have it. */
    static ObjectNode in(ObjectNode markup) {
        JsonNode rows = markup.path("inline_keyboard");
        if (!rows.isArray()) {
            throw Refusal.badRequest("REPLY_MARKUP_INVALID");
        }
        boolean isFirst = true;
        for (JsonNode row : rows) {
            for (JsonNode button : row) {
                if (pays(button) != isFirst) {
                    throw Refusal.badRequest("BUTTON_POS_INVALID");
                }
                isFirst = false;
            }
        }
        return markup;
    }

    /** A button with an address or data is of that kind, as tdlib/telegram-bot-api reads it. */
    private static boolean pays(JsonNode button) {
        return button.has("pay")
                && button.path("url").asText().isEmpty()
                && button.path("callback_data").asText().isEmpty();
    }
}
