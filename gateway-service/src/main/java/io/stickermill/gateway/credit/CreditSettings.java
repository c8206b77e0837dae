package io.stickermill.gateway.credit;

import io.stickermill.contracts.credit.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of people's credits, where there are prices.
 *
 * @param welcome credits that each person has from the start
 * @param dailyFree pictures that each person has made free of charge in a day, by UTC
 * @param patience how long an order that somebody could not pay waits for their payment
 */
@ConfigurationProperties("stickermill.credits")
public record CreditSettings(
        @DefaultValue("0") BigDecimal welcome,
        @DefaultValue("0") int dailyFree,
        @DefaultValue("1h") Duration patience) {

    public CreditSettings {
        if (welcome.signum() < 0
                || welcome.compareTo(Credits.MOST) > 0
                || welcome.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException(
                    "stickermill.credits.welcome must be 0 to " + Credits.MOST + ", to the hundredth");
        }
        if (dailyFree < 0 || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "stickermill.credits: daily-free must not be below 0, and patience must be positive");
        }
    }
}
