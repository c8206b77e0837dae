package io.stickermill.gateway;

import io.stickermill.platform.setting.RequiredSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gateway.
 *
 * @param env name of this deployment, kept with every session and sticker, for example {@code prod}
 * @param updates how Telegram's updates come: the gateway asks for them, or Telegram calls it
 */
@ConfigurationProperties("stickermill")
public record GatewaySettings(
        String env, @DefaultValue("polling") Updates updates) {

    public GatewaySettings {
        RequiredSetting.value("stickermill.env", env);
    }

    /** The ways in which updates come. */
    public enum Updates {
        POLLING,
        WEBHOOK
    }
}
