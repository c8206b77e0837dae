package io.stickermill.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time that all processes agree on: the database's. It is asked now and then, beside the work, and counted on from there
 * by this machine's ticks, which nobody sets; so it goes on while the database is away, and reading it waits for nothing.
 * What this machine's own clock says has no part in it. Ticks in milliseconds, as events carry them.
 */
public final class SharedClock extends Clock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedClock.class);

    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);

    private final InstantSource database;
    private final LongSupplier ticks;
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shared-clock").factory());
    private volatile Sample sample;

    /** What the database said at this tick, in nanoseconds. */
    private record Sample(Instant at, long tick) {}

    /** Asks at once, and from then on every ten seconds until it is closed. */
    public SharedClock(JdbcClient database) {
        this(() -> askedOf(database), System::nanoTime);
        Future<?> _ = asking.scheduleWithFixedDelay(
                this::ask, ASKED_EVERY.toNanos(), ASKED_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** One that asks once, and again only when told to. */
    SharedClock(InstantSource database, LongSupplier ticks) {
        this.database = database;
        this.ticks = ticks;
        this.sample = sample();
    }

    private static Instant askedOf(JdbcClient database) {
        return Instant.EPOCH.plus(
                database.sql("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                        .query(Long.class)
                        .single(),
                ChronoUnit.MICROS);
    }

    /** Follows the database; what it can't answer now it is asked again later. */
    void ask() {
        try {
            sample = sample();
        } catch (RuntimeException away) {
            log.debug("the database does not tell the time: {}", away.getMessage());
        }
    }

    /** The answer is from the middle of the question. */
    private Sample sample() {
        long asked = ticks.getAsLong();
        Instant at = database.instant();
        return new Sample(at, asked + (ticks.getAsLong() - asked) / 2);
    }

    @Override
    public Instant instant() {
        Sample known = sample;
        return known.at().plusNanos(ticks.getAsLong() - known.tick()).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times are in UTC here");
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
