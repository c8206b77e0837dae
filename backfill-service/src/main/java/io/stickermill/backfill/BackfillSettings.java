package io.stickermill.backfill;

import io.stickermill.platform.storage.ObjectStorage;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the backfill.
 *
 * @param concurrency items that one process works on at the same time
 * @param lease of an item's claim; longer than a download and an upload together
 * @param page rows that the planner reads and publishes at once
 * @param largestSticker what is larger is no sticker
 * @param largestSheet what is larger is no pack sheet; the Bot API gives no more than 20 MB
 * @param memory bytes of files that one process holds at the same time
 * @param unknownAfter an object that no row knows is reported when it is older than this: its row may be on its way
 */
@ConfigurationProperties("stickermill.backfill")
public record BackfillSettings(
        @DefaultValue("8") int concurrency,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("1000") int page,
        @DefaultValue("1MB") DataSize largestSticker,
        @DefaultValue("20MB") DataSize largestSheet,
        @DefaultValue("48MB") DataSize memory,
        @DefaultValue("1h") Duration unknownAfter) {

    public BackfillSettings {
        if (concurrency < 1 || page < 1 || page > 10_000) {
            throw new IllegalArgumentException("concurrency must be positive, and page 1 to 10000");
        }
        if (Math.max(largestSheet.toBytes(), largestSticker.toBytes()) > ObjectStorage.LARGEST.toBytes()) {
            throw new IllegalArgumentException("largest-sheet and largest-sticker must be at most "
                    + ObjectStorage.LARGEST.toMegabytes() + "MB: what is larger is not stored");
        }
        if (memory.toBytes() < Math.max(largestSheet.toBytes(), largestSticker.toBytes())) {
            throw new IllegalArgumentException("memory must hold one file of the largest size");
        }
    }
}
