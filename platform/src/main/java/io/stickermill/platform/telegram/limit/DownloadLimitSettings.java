package io.stickermill.platform.telegram.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on downloads of files. Telegram publishes none for them, but answers 429 to who asks too fast.
 *
 * @param perSecond downloads of the bot in any second, from where on those that nobody waits for (a backfill's) wait; those
 *     that a user waits for count first and never wait. 0 for no limit
 * @param maxWait how long such a download waits for its turn in place; below the lease of a backfill's item
 */
@ConfigurationProperties("stickermill.limits.downloads")
public record DownloadLimitSettings(
        @DefaultValue("30") int perSecond,
        @DefaultValue("5s") Duration maxWait) {

    public DownloadLimitSettings {
        if (perSecond < 0 || perSecond > 0 && perSecond < 3 || !maxWait.isPositive()) {
            throw new IllegalArgumentException(
                    "stickermill.limits.downloads: per-second must be 0 or at least 3, max-wait must be positive");
        }
    }
}
