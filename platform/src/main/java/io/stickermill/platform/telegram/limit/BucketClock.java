package io.stickermill.platform.telegram.limit;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The shared time for the buckets, which all instances read and write: an instance whose clock is ahead would leave them
 * full of a future in which nothing flows.
 */
record BucketClock(InstantSource clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
