package io.stickermill.emulator.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of a message or the caption under its picture, checked as Telegram does. Lengths are in code points. */
public final class MessageText {
    /** The fields that make a text. */
    public static final Set<String> FIELDS =
            Set.of("text", "parse_mode", "entities", "link_preview_options", "disable_web_page_preview");
    /** The fields that make a caption. */
    public static final Set<String> CAPTION_FIELDS = Set.of("caption", "parse_mode", "caption_entities");

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;

    private MessageText() {}

    /** The fields {@code text} and {@code entities} of the message; throws a {@link Refusal} 400. */
    public static ObjectNode of(ApiRequest request) {
        String text = request.text("text");
        if (text.isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        FormattedText shown = formatted(request, text);
        if (shown.text().isEmpty()) {
            throw Refusal.badRequest("text must be non-empty");
        }
        if (length(shown.text()) > LONGEST_TEXT) {
            throw Refusal.badRequest("message is too long");
        }
        return withEntities(request, Json.object().put("text", shown.text()), shown, "entities");
    }

    /** Without any field if there is no caption. */
    public static ObjectNode captionOf(ApiRequest request) {
        FormattedText shown = formatted(request, request.text("caption"));
        if (length(shown.text()) > LONGEST_CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return shown.text().isEmpty()
                ? Json.object()
                : withEntities(request, Json.object().put("caption", shown.text()), shown, "caption_entities");
    }

    private static FormattedText formatted(ApiRequest request, String text) {
        FormattedText parsed = switch (request.text("parse_mode").toLowerCase(Locale.ROOT)) {
            case "", "none" -> new FormattedText(text, List.of());
            case "html" -> HtmlText.parse(text);
            case "markdownv2" -> MarkdownText.parse(text);
            case "markdown" -> throw Refusal.notEmulated("parse_mode Markdown, which is a legacy mode,");
            default -> throw Refusal.badRequest("unsupported parse_mode");
        };
        return parsed.stripped();
    }

    private static ObjectNode withEntities(ApiRequest request, ObjectNode content, FormattedText shown, String field) {
        if (!shown.entities().isEmpty()) {
            return content.set(field, shown.entitiesJson());
        }
        String mode = request.text("parse_mode");
        if (!mode.isEmpty() && !mode.equalsIgnoreCase("none")) {
            return content;
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
