package io.stickermill.delivery.retention;

import io.stickermill.platform.retention.Lifetime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long delivery remembers what it did. None may be shorter than a record can come again.
 *
 * @param deliveries rows of stickers and texts that were sent or given up, since their end; packs of
 *     photos; chats that could not be reached,
 *     since that was seen
 * @param uploads rows of uploads, since their end
 * @param statusMessages rows of status messages and of albums' jobs
 */
@ConfigurationProperties("stickermill.retention")
record DeliveryRetention(
        @DefaultValue("30d") Duration deliveries,
        @DefaultValue("30d") Duration uploads,
        @DefaultValue("30d") Duration statusMessages) {

    DeliveryRetention {
        Lifetime.mustOutliveTopics("stickermill.retention.deliveries", deliveries);
        Lifetime.mustOutliveTopics("stickermill.retention.uploads", uploads);
        Lifetime.mustOutliveTopics("stickermill.retention.status-messages", statusMessages);
    }
}
