package io.stickermill.emulator.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.store.Json;
import java.util.Set;

/** Up to a hundred at once; those that are not there are passed over (core.telegram.org/bots/api#deletemessages). */
record DeleteMessages(ChatLog log) implements BotMethod {

    private static final int MOST = 100;

    @Override
    public String name() {
        return "deleteMessages";
    }

    @Override
    public Set<String> fields() {
        return Set.of("chat_id", "message_ids");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (request.text("chat_id").isEmpty()) {
            throw Refusal.badRequest("chat identifier is not specified");
        }
        JsonNode ids;
        try {
            ids = Json.parse(request.text("message_ids"));
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse message identifiers JSON array");
        }
        if (!ids.isArray() || ids.isEmpty()) {
            throw Refusal.badRequest("message identifiers are not specified");
        }
        if (ids.size() > MOST) {
            throw Refusal.badRequest("too many message identifiers specified");
        }
        for (JsonNode id : ids) {
            if (!id.canConvertToInt() || id.asInt() <= 0) {
                throw Refusal.badRequest("invalid message identifier specified");
            }
        }
        log.deleteAll(request.chatId(), ids.valueStream().map(JsonNode::asInt).toList());
        return BooleanNode.TRUE;
    }
}
