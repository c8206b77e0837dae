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

/** An empty caption removes it. */
record EditMessageCaption(ChatLog log) implements BotMethod {
    @Override
    public String name() {
        return "editMessageCaption";
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new HashSet<>(MessageText.CAPTION_FIELDS);
        fields.addAll(List.of("chat_id", "message_id", "reply_markup"));
        return fields;
    }

    @Override
    public JsonNode call(ApiRequest request) {
        ObjectNode caption = MessageText.captionOf(request);
        Optional<ObjectNode> markup = ReplyMarkup.of(request);
        MessageEdit.requireTarget(request);
        return log.edit(request.chatId(), request.messageId(), message -> {
            if (!message.has("photo") && !message.has("document")) {
                throw Refusal.badRequest("there is no caption in the message to edit");
            }
            return MessageEdit.changed(message, List.of("caption", "caption_entities"), caption, markup);
        });
    }
}
