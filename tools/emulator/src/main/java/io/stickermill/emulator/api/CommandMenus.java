package io.stickermill.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.store.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bot's menus of commands, by language; forgotten at a restart. */
final class CommandMenus {
    private static final int MOST_COMMANDS = 100;
    private static final int LONGEST_DESCRIPTION = 256;

    private final Map<String, JsonNode> byLanguage = new ConcurrentHashMap<>();

    BotMethod setMyCommands() {
        return new Method("setMyCommands", Set.of("commands", "scope", "language_code")) {
            @Override
            public JsonNode call(ApiRequest request) {
                byLanguage.put(language(request), checked(request.text("commands")));
                return BooleanNode.TRUE;
            }
        };
    }

    BotMethod getMyCommands() {
        return new Method("getMyCommands", Set.of("scope", "language_code")) {
            @Override
            public JsonNode call(ApiRequest request) {
                return byLanguage.getOrDefault(language(request), Json.array(List.of()));
            }
        };
    }

    private static String language(ApiRequest request) {
        if (!request.text("scope").isEmpty()) {
            throw Refusal.notEmulated("scopes of commands");
        }
        return request.text("language_code");
    }

    private static JsonNode checked(String text) {
        JsonNode commands;
        try {
            commands = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse commands JSON object");
        }
        if (!commands.isArray()) {
            throw Refusal.badRequest("expected an Array of BotCommand");
        }
        if (commands.size() > MOST_COMMANDS) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        for (JsonNode command : commands) {
            if (!command.path("command").asText().matches("[a-z0-9_]{1,32}")) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            int length = command.path("description").asText().length();
            if (length < 1 || length > LONGEST_DESCRIPTION) {
                throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        return commands;
    }

    abstract static class Method implements BotMethod {
        private final String name;
        private final Set<String> fields;

        Method(String name, Set<String> fields) {
            this.name = name;
            this.fields = fields;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> fields() {
            return fields;
        }
    }
}
