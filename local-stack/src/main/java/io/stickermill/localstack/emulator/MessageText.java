package io.stickermill.localstack.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/** The text of a message or the caption under its picture, checked as Telegram does. Lengths are in code points. */
final class MessageText {
    static final Set<String> FIELDS =
            Set.of("text", "parse_mode", "entities", "link_preview_options", "disable_web_page_preview");
    static final Set<String> CAPTION_FIELDS = Set.of("caption", "parse_mode", "caption_entities");

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;

    private MessageText() {}

    static ObjectNode of(ApiRequest request) {
        String text = request.text("text");
        if (text.isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        String shown = text.strip();
        if (shown.isEmpty()) {
            throw Refusal.badRequest("text must be non-empty");
        }
        if (length(shown) > LONGEST_TEXT) {
            throw Refusal.badRequest("message is too long");
        }
        return withEntities(request, Json.object().put("text", shown), "entities");
    }

    /** Without any field if there is no caption. */
    static ObjectNode captionOf(ApiRequest request) {
        String shown = request.text("caption").strip();
        if (length(shown) > LONGEST_CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return shown.isEmpty()
                ? Json.object()
                : withEntities(request, Json.object().put("caption", shown), "caption_entities");
    }

    private static ObjectNode withEntities(ApiRequest request, ObjectNode content, String field) {
        String mode = request.text("parse_mode");
        if (!mode.isEmpty() && !mode.equalsIgnoreCase("none")) {
            throw Set.of("markdown", "markdownv2", "html").contains(mode.toLowerCase(Locale.ROOT))
                    ? Refusal.notEmulated("parse_mode")
                    : Refusal.badRequest("unsupported parse_mode");
        }
        try {
            JsonNode entities = Json.parse(request.text(field));
            if (entities.isArray() && !entities.isEmpty()) {
                content.set(field, entities);
            }
        } catch (JsonProcessingException e) {
            return content; // Telegram ignores what it can't read here
        }
        return content;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
