package io.stickermill.history.retention;

import io.stickermill.platform.retention.Lifetime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long history keeps what it need not keep for ever. None may be shorter than a record can come again.
 *
 * @param timelines jobs and their timelines, since their end; how many failed stays counted
 * @param deletedStickers files of stickers that were deleted, since the deletion; their rows stay
 * @param deletedSets what is known of sticker sets that are deleted, or could not be made, since then
 * @param undeliveredObjects files whose sticker was never delivered, since they were stored
 * @param deletions notes of deletions whose sticker was not heard of
 */
@ConfigurationProperties("stickermill.retention")
record HistoryRetention(
        @DefaultValue("90d") Duration timelines,
        @DefaultValue("30d") Duration deletedStickers,
        @DefaultValue("30d") Duration deletedSets,
        @DefaultValue("30d") Duration undeliveredObjects,
        @DefaultValue("30d") Duration deletions) {

    HistoryRetention {
        Lifetime.mustOutliveTopics("stickermill.retention.timelines", timelines);
        Lifetime.mustOutliveTopics("stickermill.retention.deleted-stickers", deletedStickers);
        Lifetime.mustOutliveTopics("stickermill.retention.deleted-sets", deletedSets);
        Lifetime.mustOutliveTopics("stickermill.retention.undelivered-objects", undeliveredObjects);
        Lifetime.mustOutliveTopics("stickermill.retention.deletions", deletions);
    }
}
