package io.stickermill.gateway.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the webhook; used with {@code stickermill.updates=webhook} only.
 *
 * @param url public address under which Telegram reaches {@code /telegram/webhook} of this gateway, that path included
 * @param secret what Telegram sends back as {@code X-Telegram-Bot-Api-Secret-Token}: 16 to 256 of {@code A-Za-z0-9_-};
 *     from the environment only
 * @param maxConnections simultaneous calls of Telegram, 1 to 100
 * @param maxBody longest update that is read
 * @param check how often the registration is compared with these settings
 */
@ConfigurationProperties("stickermill.webhook")
record WebhookSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String secret,
        @DefaultValue("40") int maxConnections,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("1m") Duration check) {

    WebhookSettings {
        if (!url.matches("https?://[^/\\s]+/\\S+")) {
            throw new IllegalArgumentException("stickermill.webhook.url must be a whole address: set"
                    + " STICKERMILL_WEBHOOK_URL, for example to https://bot.example.org/telegram/webhook");
        }
        if (!secret.matches("[A-Za-z0-9_-]{16,256}")) {
            throw new IllegalArgumentException("stickermill.webhook.secret must be 16 to 256 of A-Z a-z 0-9 _ -: set"
                    + " STICKERMILL_WEBHOOK_SECRET, for example to the output of `openssl rand -hex 32`");
        }
        if (maxConnections < 1 || maxConnections > 100) {
            throw new IllegalArgumentException("stickermill.webhook.max-connections must be 1 to 100");
        }
    }

    @Override
    public String toString() {
        return "WebhookSettings[url=" + url + ", secret=***]";
    }
}
