package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.text.MessageText;
import java.util.Set;

record SendMessage(Sender sender) implements BotMethod {
    @Override
    public String name() {
        return "sendMessage";
    }

    @Override
    public Set<String> fields() {
        return Sender.fields(MessageText.FIELDS);
    }

    @Override
    public JsonNode call(ApiRequest request) {
        ObjectNode text = MessageText.of(request);
        return sender.send(sender.admit(request), sql -> text);
    }
}
