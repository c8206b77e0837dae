package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import java.util.Set;

record DeleteMessage(ChatLog log) implements BotMethod {
    @Override
    public String name() {
        return "deleteMessage";
    }

    @Override
    public Set<String> fields() {
        return Set.of("chat_id", "message_id");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (request.text("chat_id").isEmpty()) {
            throw Refusal.badRequest("chat identifier is not specified");
        }
        if (request.messageId() == 0) {
            throw Refusal.badRequest("message identifier is not specified");
        }
        log.delete(request.chatId(), request.messageId());
        return BooleanNode.TRUE;
    }
}
