package io.stickermill.platform.telegram;

import io.stickermill.platform.setting.RequiredSetting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the bot.
 *
 * @param token the bot's token as BotFather gave it; a secret, from the environment only
 * @param baseUrl the Bot API server, without a path
 * @param connectTimeout longest wait for a connection
 * @param callTimeout longest time for a whole call, with its body and its answer; leases on sends must be longer
 */
@ConfigurationProperties("stickermill.telegram")
public record TelegramSettings(
        String token,
        @DefaultValue("https://api.telegram.org") URI baseUrl,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration callTimeout) {

    public TelegramSettings {
        RequiredSetting.value("stickermill.telegram.token", token);
        if (!token.matches("\\d+:[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "stickermill.telegram.token is not a bot token: set STICKERMILL_TELEGRAM_TOKEN to the one from BotFather"
                            + " (digits, a colon, letters)");
        }
    }

    /** The bot's Telegram id: the token's part before the colon. */
    public long botId() {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    @Override
    public String toString() {
        return "TelegramSettings[bot=" + botId() + ", baseUrl=" + baseUrl + ", callTimeout=" + callTimeout + "]";
    }
}
