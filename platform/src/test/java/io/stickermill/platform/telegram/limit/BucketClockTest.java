package io.stickermill.platform.telegram.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketClockTest {

    private static final Instant NOW = Instant.parse("2026-01-31T03:00:00.5Z");

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 10);
    private final AtomicInteger asked = new AtomicInteger();
    private Instant database = NOW;
    private final BucketClock clock = new BucketClock(
            (InstantSource) () -> {
                asked.incrementAndGet();
                return database;
            },
            ticks::get);

    @Test
    void goesOnFromTheDatabasesTimeWhateverThisMachinesClockSays() {
        assertThat(now()).isEqualTo(NOW);

        ticks.addAndGet(Duration.ofMillis(1050).toNanos());

        assertThat(now()).isEqualTo(NOW.plusMillis(1050));
        assertThat(asked).hasValue(1);
    }

    @Test
    void followsTheDatabase() {
        now();
        database = NOW.minusSeconds(86_400);
        ticks.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(now()).isEqualTo(database);
    }

    private Instant now() {
        long nanos = clock.currentTimeNanos();
        return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
    }
}
