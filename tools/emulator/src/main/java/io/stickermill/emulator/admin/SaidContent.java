package io.stickermill.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user says without a file: exactly one of these. The limits are Telegram's
 * (core.telegram.org/bots/api#sendlocation, #sendcontact, #sendpoll).
 */
record SaidContent(
        @Nullable String text,
        @Nullable Location location,
        @Nullable Contact contact,
        @Nullable Poll poll) {

    private static final Pattern COMMAND = Pattern.compile("(?<!\\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?");
    private static final int LONGEST_QUESTION = 300;
    private static final int LONGEST_OPTION = 100;
    private static final int MOST_OPTIONS = 12;

    /** In degrees. */
    record Location(double latitude, double longitude) {
        Location {
            if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException("latitude is -90 to 90, longitude -180 to 180");
            }
        }
    }

    record Contact(@Nullable String firstName, @Nullable String phoneNumber) {
        Contact {
            if (isBlank(firstName) || isBlank(phoneNumber)) {
                throw new IllegalArgumentException("A contact needs first_name and phone_number");
            }
        }
    }

    record Poll(@Nullable String question, @Nullable ArrayNode options) {
        Poll {
            if (question == null || question.isBlank() || question.length() > LONGEST_QUESTION) {
                throw new IllegalArgumentException("A poll's question has 1 to " + LONGEST_QUESTION + " characters");
            }
            boolean fits = options != null
                    && options.size() >= 2
                    && options.size() <= MOST_OPTIONS
                    && options.valueStream().allMatch(Poll::isOption);
            if (!fits) {
                throw new IllegalArgumentException(
                        "A poll has 2 to " + MOST_OPTIONS + " options of 1 to " + LONGEST_OPTION + " characters");
            }
        }

        private static boolean isOption(JsonNode option) {
            return option.isTextual()
                    && !option.asText().isBlank()
                    && option.asText().length() <= LONGEST_OPTION;
        }
    }

    /** The fields of Telegram's Message for it; empty if nothing is said. */
    Optional<ObjectNode> fields() {
        if (location != null) {
            return Optional.of(Json.object().set("location", Json.MAPPER.valueToTree(location)));
        }
        if (contact != null) {
            return Optional.of(Json.object().set("contact", Json.MAPPER.valueToTree(contact)));
        }
        if (poll != null) {
            return Optional.of(Json.object().set("poll", fields(poll)));
        }
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(fields(text));
    }

    private static ObjectNode fields(String text) {
        ObjectNode content = Json.object().put("text", text);
        ArrayNode entities = Json.MAPPER.createArrayNode();
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            entities.addObject()
                    .put("offset", command.start())
                    .put("length", command.end() - command.start())
                    .put("type", "bot_command");
        }
        return entities.isEmpty() ? content : content.set("entities", entities);
    }

    private static ObjectNode fields(Poll poll) {
        ObjectNode fields =
                Json.object().put("id", UUID.randomUUID().toString()).put("question", poll.question());
        ArrayNode options = fields.putArray("options");
        if (poll.options() != null) {
            poll.options()
                    .forEach(option ->
                            options.addObject().put("text", option.asText()).put("voter_count", 0));
        }
        return fields.put("total_voter_count", 0)
                .put("is_closed", false)
                .put("is_anonymous", true)
                .put("type", "regular")
                .put("allows_multiple_answers", false);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
