package io.stickermill.emulator.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A text without its mark-up, and what the mark-up said. Offsets and lengths are in UTF-16 units, as in the Bot API. */
record FormattedText(String text, List<Entity> entities) {

    /** @param extra {@code url}, {@code language} or {@code custom_emoji_id}, where the type has one */
    record Entity(String type, int offset, int length, Map<String, String> extra) {
        ObjectNode json() {
            ObjectNode json =
                    Json.object().put("type", type).put("offset", offset).put("length", length);
            extra.forEach(json::put);
            return json;
        }
    }

    /** Without white space at both ends, as Telegram keeps it. */
    FormattedText stripped() {
        int before = text.length() - text.stripLeading().length();
        String kept = text.strip();
        List<Entity> moved = new ArrayList<>();
        for (Entity entity : entities) {
            int from = Math.clamp(entity.offset() - before, 0, kept.length());
            int to = Math.clamp(entity.offset() - before + entity.length(), 0, kept.length());
            if (to > from) {
                moved.add(new Entity(entity.type(), from, to - from, entity.extra()));
            }
        }
        moved.sort(Comparator.comparingInt(Entity::offset)
                .thenComparing(Comparator.comparingInt(Entity::length).reversed()));
        return new FormattedText(kept, moved);
    }

    ArrayNode entitiesJson() {
        return Json.array(entities.stream().map(Entity::json).toList());
    }

    /** What Telegram answers to mark-up that it can't read. */
    static Refusal unreadable(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }

    /** Telegram counts the bytes of the text that was sent. */
    static int byteOffset(String text, int at) {
        return text.substring(0, at).getBytes(UTF_8).length;
    }
}
