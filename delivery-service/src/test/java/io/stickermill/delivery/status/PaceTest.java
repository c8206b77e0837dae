package io.stickermill.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Pace pace = new Pace();

    @Test
    void nothingIsSaidBeforeSomethingWasSeen() {
        assertThat(pace.perJob()).isEmpty();
    }

    @Test
    void aBacklogIsMeasuredFromStickerToSticker() {
        for (int i = 1; i <= 5; i++) {
            pace.ready(7, START, START.plusSeconds(2L * i));
        }

        assertThat(pace.perJob()).contains(Duration.ofSeconds(2));
    }

    @Test
    void oneLongJobSaysNothing() {
        pace.ready(1, START, START.plusSeconds(1));
        pace.ready(2, START, START.plusSeconds(60));
        pace.ready(3, START, START.plusSeconds(1));

        assertThat(pace.perJob()).contains(Duration.ofSeconds(1));
    }
}
