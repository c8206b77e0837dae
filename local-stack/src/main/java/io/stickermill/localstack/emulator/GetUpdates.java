package io.stickermill.localstack.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

record GetUpdates(UpdateQueue updates) implements BotMethod {
    private static final int LONGEST_POLL_SECONDS = 50;

    @Override
    public String name() {
        return "getUpdates";
    }

    @Override
    public Set<String> fields() {
        return Set.of("offset", "limit", "timeout", "allowed_updates");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (!request.text("allowed_updates").isEmpty()) {
            allow(request.text("allowed_updates"));
        }
        return Json.array(updates.poll(
                request.integer("offset", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                request.integer("limit", 100, 1, 100),
                Duration.ofSeconds(request.integer("timeout", 0, 0, LONGEST_POLL_SECONDS))));
    }

    // As in tdlib/telegram-bot-api: what is no list of names changes nothing.
    private void allow(String json) {
        try {
            JsonNode kinds = Json.parse(json);
            if (kinds.isArray()) {
                updates.allow(kinds.valueStream().map(JsonNode::asText).collect(Collectors.toSet()));
            }
        } catch (JsonProcessingException e) {
            return;
        }
    }
}
