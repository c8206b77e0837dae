package io.stickermill.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedClockTest {

    private static final Instant NOW = Instant.parse("2026-01-31T03:00:00.5Z");

    /** The machine's counter begins anywhere, and may pass its greatest number. */
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 10);

    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Instant database = NOW;

    private final SharedClock clock = new SharedClock(
            (InstantSource) () -> {
                asked.incrementAndGet();
                if (database == null) {
                    throw new IllegalStateException("the database is away");
                }
                return database;
            },
            ticks::get);

    @Test
    void goesOnFromTheDatabasesTimeWhateverThisMachinesClockSays() {
        assertThat(clock.instant()).isEqualTo(NOW);

        pass(Duration.ofMillis(1050));

        assertThat(clock.instant()).isEqualTo(NOW.plusMillis(1050));
        assertThat(asked).as("reading it asks nobody").hasValue(1);
    }

    @Test
    void followsTheDatabase() {
        database = NOW.minusSeconds(86_400);
        pass(Duration.ofSeconds(31));

        clock.ask();

        assertThat(clock.instant()).isEqualTo(database);
    }

    @Test
    void goesOnWhileTheDatabaseIsAway() {
        database = null;
        pass(Duration.ofHours(1));

        clock.ask();

        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void ticksInMilliseconds() {
        pass(Duration.ofNanos(1_999_999));

        assertThat(clock.instant()).isEqualTo(NOW.plusMillis(1));
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }
}
