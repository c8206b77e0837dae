package io.stickermill.contracts.credit;

import io.stickermill.contracts.style.RemoteStyles;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what pictures cost.
 *
 * @param prices file of prices and packages of credits, in YAML; empty where nothing costs anything. The same for gateway, delivery and
 *     history
 */
@ConfigurationProperties("stickermill.credits")
public record PriceSettings(@DefaultValue("") String prices) {

    /** @throws IllegalArgumentException that says what is wrong with the file */
    public Prices read(RemoteStyles styles) {
        return prices.isBlank() ? Prices.OFF : Prices.of(Path.of(prices), styles);
    }
}
