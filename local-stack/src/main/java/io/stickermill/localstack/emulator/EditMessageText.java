package io.stickermill.localstack.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
        if (!request.text("inline_message_id").isEmpty()) {
            throw Refusal.notEmulated("inline messages");
        }
        if (request.text("chat_id").isEmpty() && request.messageId() == 0) {
            throw Refusal.badRequest("message identifier is not specified");
        }
        return log.edit(request.chatId(), request.messageId(), message -> changed(message, text, markup));
    }

    private static ObjectNode changed(ObjectNode message, ObjectNode text, Optional<ObjectNode> markup) {
        if (!message.path("from").path("is_bot").asBoolean()) {
            throw Refusal.badRequest("message can't be edited");
        }
        if (!message.has("text")) {
            throw Refusal.badRequest("there is no text in the message to edit");
        }
        ObjectNode changed = message.deepCopy();
        changed.remove(List.of("entities", "reply_markup"));
        changed.setAll(text);
        markup.ifPresent(keyboard -> changed.set("reply_markup", keyboard));
        if (Objects.equals(changed, message)) {
            throw Refusal.badRequest("message is not modified: specified new message content and reply markup are "
                    + "exactly the same as a current content and reply markup of the message");
        }
        return changed;
    }
}
