package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.store.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** No keyboard removes the one that is there. */
record EditMessageReplyMarkup(ChatLog log) implements BotMethod {
    @Override
    public String name() {
        return "editMessageReplyMarkup";
    }

    @Override
    public Set<String> fields() {
        return Set.of("chat_id", "message_id", "reply_markup");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        Optional<ObjectNode> markup = ReplyMarkup.of(request);
        MessageEdit.requireTarget(request);
        return log.edit(
                request.chatId(),
                request.messageId(),
                message -> MessageEdit.changed(message, List.of(), Json.object(), markup));
    }
}
