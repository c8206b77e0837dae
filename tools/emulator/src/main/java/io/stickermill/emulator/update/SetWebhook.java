package io.stickermill.emulator.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import java.util.Set;

/** An empty address removes the webhook. */
record SetWebhook(Webhooks webhooks, UpdateQueue updates) implements BotMethod {
    @Override
    public String name() {
        return "setWebhook";
    }

    @Override
    public Set<String> fields() {
        return Set.of(
                "url",
                "certificate",
                "ip_address",
                "max_connections",
                "allowed_updates",
                "drop_pending_updates",
                "secret_token");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (request.upload("certificate") != null) {
            throw Refusal.notEmulated("certificates of one's own");
        }
        String url = request.text("url");
        Webhook webhook = url.isEmpty()
                ? null
                : new Webhook(
                        url,
                        request.text("secret_token"),
                        request.integer("max_connections", Webhook.CONNECTIONS, 1, Webhook.MOST_CONNECTIONS));
        updates.allowAsIn(request);
        if (request.flag("drop_pending_updates")) {
            updates.clear();
        }
        if (webhook == null) {
            webhooks.remove();
        } else {
            webhooks.set(webhook);
        }
        updates.announce();
        return BooleanNode.TRUE;
    }
}
