package io.stickermill.backfill.retention;

import io.stickermill.platform.retention.Lifetime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long backfill remembers what became of single items; runs and their counts, a few rows each, stay.
 *
 * @param backfillItems items of a run, since its end: with them goes the list of its failures
 * @param unknownObjects objects that no row knew, since they were found
 */
@ConfigurationProperties("stickermill.retention")
record BackfillRetention(
        @DefaultValue("90d") Duration backfillItems,
        @DefaultValue("90d") Duration unknownObjects) {

    BackfillRetention {
        Lifetime.mustOutliveTopics("stickermill.retention.backfill-items", backfillItems);
    }
}
