package io.stickermill.gateway.retention;

import io.stickermill.platform.retention.Lifetime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway remembers what was asked for. None may be shorter than a record can come again.
 *
 * @param photoRequests what was asked for: so long do the buttons under a sticker work, and so long is it known which photos
 *     came as one album or pack
 * @param setAsideUpdates updates that could not be taken in, since they were last tried
 * @param apiRequests idempotency keys of the HTTP API, since the end of their photo's lifetime
 */
@ConfigurationProperties("stickermill.retention")
record GatewayRetention(
        @DefaultValue("180d") Duration photoRequests,
        @DefaultValue("30d") Duration setAsideUpdates,
        @DefaultValue("30d") Duration apiRequests) {

    GatewayRetention {
        Lifetime.mustOutliveTopics("stickermill.retention.photo-requests", photoRequests);
        Lifetime.mustOutliveTopics("stickermill.retention.api-requests", apiRequests);
    }
}
