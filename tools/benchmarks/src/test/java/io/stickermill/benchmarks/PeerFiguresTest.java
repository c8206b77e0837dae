package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.PeerFigures.Burst;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerFiguresTest {

    @Test
    void ofSeveralTurnsTheSumsCountAndTheMostMemory() {
        PeerFigures figures = new PeerFigures();
        figures.add(new Burst(10, Duration.ofSeconds(10), Map.of("worker-1", Duration.ofMillis(900)), 500));
        figures.add(new Burst(30, Duration.ofSeconds(10), Map.of("worker-1", Duration.ofMillis(300)), 400));

        assertThat(figures.photos()).isEqualTo(40);
        assertThat(figures.rate()).isEqualTo(2);
        assertThat(figures.cpu()).isEqualTo(30);
        assertThat(figures.megabytes()).isEqualTo(500);
    }

    @Test
    void whatStandsForTelegramAndItsUsersIsToldApart() {
        PeerFigures figures = new PeerFigures();
        figures.add(new Burst(
                10,
                Duration.ofSeconds(1),
                Map.of(
                        "worker-1", Duration.ofMillis(100),
                        "emulator", Duration.ofMillis(70),
                        "bench", Duration.ofMillis(30)),
                1));

        assertThat(figures.cpu()).isEqualTo(10);
        assertThat(figures.cpuOf("emulator")).isEqualTo(7);
        assertThat(figures.parts()).isEqualTo("worker-1 10.0");
    }

    @Test
    void waitsAreAFigureOnlyWhereTheyWereMeasured() {
        PeerFigures figures = new PeerFigures();

        assertThat(figures.waits()).isEmpty();

        figures.addWaits(List.of(1.0, 3.0));
        figures.addWaits(List.of(5.0));

        assertThat(figures.waits().orElseThrow().median()).isEqualTo(3);
    }
}
