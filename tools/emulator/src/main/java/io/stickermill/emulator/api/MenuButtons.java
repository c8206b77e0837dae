package io.stickermill.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.store.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The button beside the field that people write in, by chat; forgotten at a restart. */
final class MenuButtons {
    private static final JsonNode DEFAULT = Json.object().put("type", "default");

    private final Map<String, JsonNode> byChat = new ConcurrentHashMap<>();

    BotMethod setChatMenuButton() {
        return new CommandMenus.Method("setChatMenuButton", Set.of("chat_id", "menu_button")) {
            @Override
            public JsonNode call(ApiRequest request) {
                byChat.put(request.text("chat_id"), checked(request.text("menu_button")));
                return BooleanNode.TRUE;
            }
        };
    }

    BotMethod getChatMenuButton() {
        return new CommandMenus.Method("getChatMenuButton", Set.of("chat_id")) {
            @Override
            public JsonNode call(ApiRequest request) {
                return byChat.getOrDefault(request.text("chat_id"), byChat.getOrDefault("", DEFAULT));
            }
        };
    }

    private static JsonNode checked(String text) {
        if (text.isEmpty()) {
            return DEFAULT;
        }
        JsonNode button;
        try {
            button = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse menu button JSON object");
        }
        switch (button.path("type").asText()) {
            case "default", "commands" -> {}
            case "web_app" -> {
                if (button.path("text").asText().isEmpty()) {
                    throw Refusal.badRequest("menu button text must be non-empty");
                }
                if (!button.path("web_app").path("url").asText().startsWith("https://")) {
                    throw Refusal.badRequest("menu button Web App URL is invalid: Only HTTPS links are allowed");
                }
            }
            default -> throw Refusal.badRequest("can't parse menu button: unknown type");
        }
        return button;
    }
}
