package io.stickermill.history.library;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of who is let into the library page.
 *
 * @param botId the bot's id, the first part of its token; required where there is a library page
 * @param webAppKey what checks the {@code hash} of Telegram's Mini Apps: HMAC-SHA256 of the bot's token under the key
 *     {@code WebAppData}, in hexadecimal. It checks logins and can call nothing. Without it their {@code signature} is checked
 *     by Telegram's public key, which needs no secret
 * @param telegramKey Telegram's public Ed25519 key, in hexadecimal; another one only for its test network
 * @param session how long somebody stays in
 */
@ConfigurationProperties("stickermill.library")
record LoginSettings(
        @DefaultValue("0") long botId,
        @Nullable String webAppKey,

        @DefaultValue("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d")
        String telegramKey,

        @DefaultValue("4h") Duration session) {

    private static final int KEY_BYTES = 32;

    LoginSettings {
        bytes("stickermill.library.telegram-key", telegramKey);
        if (webAppKey != null && !webAppKey.isBlank()) {
            bytes("stickermill.library.web-app-key", webAppKey);
        }
        if (!session.isPositive()) {
            throw new IllegalArgumentException("stickermill.library.session must be positive");
        }
    }

    byte[] telegramKeyBytes() {
        return bytes("stickermill.library.telegram-key", telegramKey);
    }

    /** Empty where signatures are checked instead. */
    Optional<byte[]> webAppKeyBytes() {
        return webAppKey == null || webAppKey.isBlank()
                ? Optional.empty()
                : Optional.of(bytes("stickermill.library.web-app-key", webAppKey));
    }

    private static byte[] bytes(String name, String hexadecimal) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hexadecimal.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // Said below, without the value.
        }
        throw new IllegalArgumentException(name + " must be " + KEY_BYTES + " bytes in hexadecimal");
    }

    @Override
    public String toString() {
        return "LoginSettings[botId=" + botId + ", webAppKey="
                + (webAppKeyBytes().isPresent() ? "***" : "none") + "]";
    }
}
