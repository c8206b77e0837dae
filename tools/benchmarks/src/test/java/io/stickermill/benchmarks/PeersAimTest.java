package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.PeerFigures.Burst;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersAimTest {

    @Test
    void whatIsAimedAtFromBelowIsKeptAtItAndAboveAndTheOtherWayRound() {
        assertThat(new PeersAim("rate", 1.5, 1.5, true).isKept()).isTrue();
        assertThat(new PeersAim("rate", 1.49, 1.5, true).isKept()).isFalse();
        assertThat(new PeersAim("cpu", 1.5, 1.5, false).isKept()).isTrue();
        assertThat(new PeersAim("cpu", 1.51, 1.5, false).isKept()).isFalse();
        assertThat(new PeersAim("cpu", 1.51, 1.5, false)).hasToString("cpu: 1.51 (aim: at most 1.5): missed");
    }

    @Test
    void withTheModelRateProcessorAndWaitAreCompared() {
        PeerFigures ours = figures(60, 500);
        PeerFigures peer = figures(30, 1000);
        ours.addWaits(List.of(900.0));
        peer.addWaits(List.of(1000.0));

        assertThat(PeersAim.ofModel(Map.of("ours", ours, "bullmq", peer)))
                .extracting(PeersAim::found)
                .containsExactly(2.0, 0.5, 0.9);
        assertThat(PeersAim.ofModel(Map.of("ours", ours, "bullmq", peer))).allMatch(PeersAim::isKept);
    }

    @Test
    void withoutAPeerThereIsNoAim() {
        Map<String, PeerFigures> alone = Map.of("ours", figures(60, 500), "table", figures(30, 500));

        assertThat(PeersAim.ofModel(alone)).isEmpty();
        assertThat(PeersAim.ofPipeline(4, alone)).isEmpty();
        assertThat(PeersAim.ofInstances(Map.of(1, figures(1, 1), 2, figures(2, 1))))
                .isEmpty();
    }

    @Test
    void fourInstancesAreComparedWithOne() {
        PeersAim aim = PeersAim.ofInstances(Map.of(1, figures(10, 1), 4, figures(39, 1)))
                .orElseThrow();

        assertThat(aim.found()).isEqualTo(3.9);
        assertThat(aim.isKept()).isTrue();
    }

    @Test
    void theProcessorsTimeWithoutTheModelMayBeHalfAsMuchAgain() {
        PeersAim aim = PeersAim.ofPipeline(4, Map.of("ours", figures(10, 16), "bullmq", figures(10, 10)))
                .orElseThrow();

        assertThat(aim.found()).isEqualTo(1.6);
        assertThat(aim.isKept()).isFalse();
    }

    /** @param photos in ten seconds */
    private static PeerFigures figures(int photos, long millisOfEach) {
        PeerFigures figures = new PeerFigures();
        figures.add(new Burst(
                photos, Duration.ofSeconds(10), Map.of("all", Duration.ofMillis(millisOfEach * photos)), 100));
        return figures;
    }
}
