package io.stickermill.emulator.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import java.util.List;
import java.util.Set;

record GetWebhookInfo(Webhooks webhooks, UpdateQueue updates) implements BotMethod {
    @Override
    public String name() {
        return "getWebhookInfo";
    }

    @Override
    public Set<String> fields() {
        return Set.of();
    }

    @Override
    public JsonNode call(ApiRequest request) {
        ObjectNode info = webhooks.json().put("pending_update_count", updates.size());
        List<String> allowed = updates.allowed();
        if (!allowed.isEmpty()) {
            allowed.forEach(info.putArray("allowed_updates")::add);
        }
        return info;
    }
}
