package io.stickermill.emulator.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import java.util.Set;

record GetUpdates(Webhooks webhooks, UpdateQueue updates) implements BotMethod {
    private static final String WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; "
            + "use deleteWebhook to delete the webhook first";
    private static final int LONGEST_POLL_SECONDS = 50;

    @Override
    public String name() {
        return "getUpdates";
    }

    @Override
    public Set<String> fields() {
        return Set.of("offset", "limit", "timeout", "allowed_updates");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (webhooks.current().isPresent()) {
            throw Refusal.of(409, WEBHOOK_ACTIVE);
        }
        updates.allowAsIn(request);
        return Json.array(updates.poll(
                request.integer("offset", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                request.integer("limit", 100, 1, 100),
                Duration.ofSeconds(request.integer("timeout", 0, 0, LONGEST_POLL_SECONDS))));
    }
}
