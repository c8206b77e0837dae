package io.stickermill.emulator.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import java.util.Set;

record DeleteWebhook(Webhooks webhooks, UpdateQueue updates) implements BotMethod {
    @Override
    public String name() {
        return "deleteWebhook";
    }

    @Override
    public Set<String> fields() {
        return Set.of("drop_pending_updates");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (request.flag("drop_pending_updates")) {
            updates.clear();
        }
        webhooks.remove();
        updates.announce();
        return BooleanNode.TRUE;
    }
}
