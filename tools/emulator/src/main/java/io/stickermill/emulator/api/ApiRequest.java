package io.stickermill.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, however they were sent: query, form, multipart or JSON all mean the same to the Bot API. */
public record ApiRequest(Map<String, String> fields, Map<String, Upload> uploads) {
    /** core.telegram.org/bots/api#sending-files */
    public static final int LARGEST_UPLOAD_MB = 50;

    /** core.telegram.org/bots/api, and tdlib/telegram-bot-api's HttpReader. */
    private static final int MOST_UPLOADS = 50;

    private static final String ATTACHED = "attach://";

    /** Reads the arguments; throws a {@link Refusal} 413 or 400 for what is too large or no JSON object. */
    public static ApiRequest of(Context http) {
        if (http.req().getContentLengthLong() > LARGEST_UPLOAD_MB * 1024L * 1024L) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, Upload> uploads = new LinkedHashMap<>();
        putFirst(http.queryParamMap(), fields);
        if (http.isJson()) {
            putJson(http.body(), fields);
        } else if (http.isFormUrlencoded() || http.isMultipartFormData()) {
            putFirst(http.formParamMap(), fields);
            http.uploadedFileMap().forEach((name, parts) -> uploads.put(name, new Upload(parts.getFirst())));
        }
        if (uploads.size() > MOST_UPLOADS) {
            throw Refusal.of(413, "Request Entity Too Large: too many files attached");
        }
        return new ApiRequest(fields, uploads);
    }

    /** Empty where the field is absent: Telegram does not tell the two apart. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Telegram takes the default for what is no number, and the nearest bound for what is out of bounds. */
    public int integer(String name, int byDefault, int least, int most) {
        try {
            return Math.clamp(Long.parseLong(text(name).strip()), least, most);
        } catch (NumberFormatException e) {
            return byDefault;
        }
    }

    /** Whether the field says yes; anything that is no Boolean is a no, as in Telegram. */
    public boolean flag(String name) {
        return switch (text(name).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            default -> false;
        };
    }

    /** The chat; null if none is named, or none that is a number. */
    @Nullable
    public Long chatIdOrNull() {
        try {
            return Long.valueOf(text("chat_id").strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The chat; throws a {@link Refusal} 400 if none is named, or none that is a number. */
    public long chatId() {
        if (text("chat_id").isEmpty()) {
            throw Refusal.badRequest("chat_id is empty");
        }
        Long id = chatIdOrNull();
        if (id == null) {
            throw Refusal.badRequest("chat not found");
        }
        return id;
    }

    /** 0 if there is none. */
    public int messageId() {
        return integer("message_id", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The upload that a field carries itself or names as {@code attach://<part>}; null if it does neither. */
    @Nullable
    public Upload upload(String field) {
        String value = text(field);
        if (value.startsWith(ATTACHED)) {
            return uploads.get(value.substring(ATTACHED.length()));
        }
        return value.isEmpty() ? uploads.get(field) : null;
    }

    /** The upload that a value within a field names as {@code attach://<part>}; null if it names none that came. */
    @Nullable
    public Upload attached(String value) {
        return value.startsWith(ATTACHED) ? uploads.get(value.substring(ATTACHED.length())) : null;
    }

    /** What was sent beside the known fields; Telegram ignores it, a test may want to know. */
    public Set<String> unknown(Set<String> known) {
        Set<String> unknown = new TreeSet<>(fields.keySet());
        unknown.addAll(uploads.keySet());
        unknown.removeAll(known);
        for (String value : fields.values()) {
            uploads.keySet().stream()
                    .filter(part -> value.equals(ATTACHED + part) || value.contains('"' + ATTACHED + part + '"'))
                    .forEach(unknown::remove);
        }
        return unknown;
    }

    private static void putFirst(Map<String, List<String>> from, Map<String, String> fields) {
        from.forEach((name, values) -> values.stream().findFirst().ifPresent(value -> fields.put(name, value)));
    }

    private static void putJson(String body, Map<String, String> fields) {
        if (body.isBlank()) {
            return;
        }
        try {
            JsonNode json = Json.parse(body);
            if (!json.isObject()) {
                throw Refusal.badRequest("object expected");
            }
            json.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (!value.isNull()) {
                    fields.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
                }
            });
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse JSON object");
        }
    }
}
