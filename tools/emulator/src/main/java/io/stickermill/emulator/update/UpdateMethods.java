package io.stickermill.emulator.update;

import io.stickermill.emulator.api.BotMethod;
import java.util.List;

/** The methods by which a bot fetches its updates or says where to bring them. */
public final class UpdateMethods {
    private UpdateMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(Webhooks webhooks, UpdateQueue updates) {
        return List.of(
                new GetUpdates(webhooks, updates),
                new SetWebhook(webhooks, updates),
                new GetWebhookInfo(webhooks, updates),
                new DeleteWebhook(webhooks, updates));
    }
}
