package io.stickermill.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the gateway.
 *
 * @param env name of this deployment, kept with every session and sticker, for example {@code prod}
 */
@ConfigurationProperties("stickermill")
public record GatewaySettings(String env) {}
