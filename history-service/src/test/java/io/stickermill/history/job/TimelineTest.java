package io.stickermill.history.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.history.job.Jobs.Happened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void waitsAreToldApartFromWork() {
        Map<Moment, Happened> moments = new TreeMap<>();
        moments.put(Moment.ACCEPTED, at(0));
        moments.put(Moment.FETCH, at(300));
        moments.put(Moment.DECODE, at(500));
        moments.put(Moment.CUT_OUT, at(520));
        moments.put(Moment.OUTLINE, at(900));
        moments.put(Moment.ENCODE, at(910));
        moments.put(Moment.READY, at(950));
        moments.put(Moment.DELIVERED, new Happened(T.plusMillis(4000), 3000L));
        moments.put(Moment.STORED, new Happened(T.plusMillis(1100), 120L));

        assertThat(Timeline.steps(moments, List.of()))
                .containsExactly(
                        new Timeline.Step(1, "accepted", T, 0L, 0),
                        new Timeline.Step(2, "fetch", T.plusMillis(300), 200L, 300),
                        new Timeline.Step(3, "decode", T.plusMillis(500), 20L, 0),
                        new Timeline.Step(4, "cut_out", T.plusMillis(520), 380L, 0),
                        new Timeline.Step(5, "outline", T.plusMillis(900), 10L, 0),
                        new Timeline.Step(6, "encode", T.plusMillis(910), 40L, 0),
                        new Timeline.Step(7, "send", T.plusMillis(1000), 3000L, 50),
                        new Timeline.Step(7, "upload", T.plusMillis(980), 120L, 30));
    }

    @Test
    void everySendThatNobodyKnowsOfHasItsMoment() {
        Map<Moment, Happened> moments = new TreeMap<>(Map.of(Moment.ACCEPTED, at(0), Moment.OUTCOME_UNKNOWN, at(9000)));

        assertThat(Timeline.steps(moments, List.of(T.plusMillis(2000), T.plusMillis(5000))))
                .containsExactly(
                        new Timeline.Step(1, "accepted", T, 0L, 0),
                        new Timeline.Step(0, "outcome_unknown", T.plusMillis(2000), 0L, 0),
                        new Timeline.Step(0, "outcome_unknown", T.plusMillis(5000), 0L, 0));
        assertThat(Timeline.steps(moments, List.of()))
                .as("of an end from before")
                .contains(new Timeline.Step(0, "outcome_unknown", T.plusMillis(9000), 0L, 0));
    }

    @Test
    void aStepThatRunsHasNoWorkYet() {
        Map<Moment, Happened> moments = new TreeMap<>(Map.of(Moment.ACCEPTED, at(0), Moment.FETCH, at(5)));

        assertThat(Timeline.steps(moments, List.of()).getLast())
                .isEqualTo(new Timeline.Step(2, "fetch", T.plusMillis(5), null, 5));
    }

    @Test
    void aReplayStandsBeforeWhatItLedToAndNobodyWaitedForItInBetween() {
        Map<Moment, Happened> moments = new TreeMap<>(Map.of(
                Moment.ACCEPTED, at(0),
                Moment.READY, at(500),
                Moment.FAILED, at(60_000),
                Moment.REPLAYED, at(7_260_000),
                Moment.DELIVERED, new Happened(T.plusMillis(7_260_300), 200L),
                Moment.STORED, new Happened(T.plusMillis(620), 100L)));

        assertThat(Timeline.steps(moments, List.of()))
                .containsExactly(
                        new Timeline.Step(1, "accepted", T, 0L, 0),
                        new Timeline.Step(0, "replayed", T.plusMillis(7_260_000), 0L, 7_200_000),
                        new Timeline.Step(7, "send", T.plusMillis(7_260_100), 200L, 100),
                        new Timeline.Step(7, "upload", T.plusMillis(520), 100L, 20));
    }

    private static Happened at(long millis) {
        return new Happened(T.plusMillis(millis), null);
    }
}
