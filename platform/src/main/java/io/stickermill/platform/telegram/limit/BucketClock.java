package io.stickermill.platform.telegram.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The database's time for the buckets, which all instances read and write: an instance whose clock is ahead would leave
 * them full of a future in which nothing flows. Asked now and then, and counted on from there by this machine's ticks.
 */
final class BucketClock implements TimeMeter {

    private static final long ASKED_EVERY = Duration.ofSeconds(30).toNanos();

    private final InstantSource database;
    private final LongSupplier ticks;
    private volatile Sample sample;

    /** @param at the database's time in nanoseconds since 1970, at this tick */
    private record Sample(long at, long tick) {}

    BucketClock(InstantSource database, LongSupplier ticks) {
        this.database = database;
        this.ticks = ticks;
        this.sample = new Sample(0, ticks.getAsLong() - ASKED_EVERY);
    }

    @Override
    public long currentTimeNanos() {
        Sample known = sample;
        if (ticks.getAsLong() - known.tick() >= ASKED_EVERY) {
            Instant now = database.instant();
            known = new Sample(now.getEpochSecond() * 1_000_000_000L + now.getNano(), ticks.getAsLong());
            sample = known;
        }
        return known.at() + ticks.getAsLong() - known.tick();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
