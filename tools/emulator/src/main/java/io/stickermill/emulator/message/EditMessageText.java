package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.text.MessageText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record EditMessageText(ChatLog log) implements BotMethod {
    @Override
    public String name() {
        return "editMessageText";
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new HashSet<>(MessageText.FIELDS);
        fields.addAll(List.of("chat_id", "message_id", "reply_markup"));
        return fields;
    }

    @Override
    public JsonNode call(ApiRequest request) {
        ObjectNode text = MessageText.of(request);
        Optional<ObjectNode> markup = ReplyMarkup.of(request);
        MessageEdit.requireTarget(request);
        return log.edit(request.chatId(), request.messageId(), message -> {
            if (!message.has("text") && message.path("from").path("is_bot").asBoolean()) {
                throw Refusal.badRequest("there is no text in the message to edit");
            }
            return MessageEdit.changed(message, List.of("entities"), text, markup);
        });
    }
}
