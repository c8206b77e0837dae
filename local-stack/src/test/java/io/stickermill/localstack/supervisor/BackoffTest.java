package io.stickermill.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void pausesDoubleUpToTenSeconds() {
        assertThat(Stream.generate(() -> backoff.pauseAfter(Duration.ZERO)).limit(7))
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
    }

    @Test
    void shortHealthForgivesNothing() {
        backoff.pauseAfter(Duration.ZERO);

        assertThat(backoff.pauseAfter(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aMinuteOfHealthStartsAnew() {
        backoff.pauseAfter(Duration.ZERO);
        backoff.pauseAfter(Duration.ZERO);

        assertThat(backoff.pauseAfter(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(500));
    }
}
