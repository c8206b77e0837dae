package io.stickermill.contracts.readymade;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what is made before somebody asks for it.
 *
 * @param readyMadeLifetime how long other cut-outs, sheets of styles and previews of sheets of drawings are kept; generation
 *     removes them, and the gateway offers them no longer than that, so it must be the same for both
 */
@ConfigurationProperties("stickermill")
public record ReadyMadeSettings(@DefaultValue("24h") Duration readyMadeLifetime) {}
