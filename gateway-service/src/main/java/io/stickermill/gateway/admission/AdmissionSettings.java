package io.stickermill.gateway.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of admission.
 *
 * @param dailyQuota stickers that one person may ask for in a day (UTC), from Telegram and through the HTTP API together; 0
 *     for no limit. {@code ./stickermill intake quota} overrides it at run time
 * @param tellAgain a person whose photos are refused is told so, and once more for photos that come this much later
 */
@ConfigurationProperties("stickermill.admission")
record AdmissionSettings(
        @DefaultValue("0") int dailyQuota,
        @DefaultValue("30m") Duration tellAgain) {

    AdmissionSettings {
        if (dailyQuota < 0 || !tellAgain.isPositive()) {
            throw new IllegalArgumentException("stickermill.admission: daily-quota must be 0 (no limit) or more, and"
                    + " tell-again must be positive");
        }
    }
}
