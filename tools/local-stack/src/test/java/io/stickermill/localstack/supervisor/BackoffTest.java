package io.stickermill.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesGrowToALimitAndStartAnewAfterHealth() {
        Backoff backoff = new Backoff();

        assertThat(backoff.pauseAfter(Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.pauseAfter(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            backoff.pauseAfter(Duration.ofSeconds(3));
        }
        assertThat(backoff.pauseAfter(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.pauseAfter(Duration.ofMinutes(2))).isEqualTo(Duration.ofMillis(500));
    }
}
