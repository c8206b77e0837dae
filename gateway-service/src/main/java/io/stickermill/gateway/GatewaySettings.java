package io.stickermill.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gateway.
 *
 * @param env name of this deployment, kept with every session and sticker, for example {@code prod}
 * @param updates how Telegram's updates come: the gateway asks for them, or Telegram calls it
 * @param readyMadeLifetime how long cut-outs that were made beside the one that was sent are kept; as in generation
 */
@ConfigurationProperties("stickermill")
public record GatewaySettings(
        String env,
        @DefaultValue("polling") Updates updates,
        @DefaultValue("24h") Duration readyMadeLifetime) {

    /** The ways in which updates come. */
    public enum Updates {
        POLLING,
        WEBHOOK
    }
}
