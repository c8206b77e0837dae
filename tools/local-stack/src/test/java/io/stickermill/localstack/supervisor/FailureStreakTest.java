package io.stickermill.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureStreakTest {

    private static final Duration NEVER = Duration.ZERO;

    private final FailureStreak streak = new FailureStreak();

    @Test
    void theSameReasonIsSaidOnceAndOnceThatItGoesOn() {
        List<String> said = IntStream.range(0, 50)
                .mapToObj(i -> streak.ended("port " + i + " is taken", NEVER))
                .flatMap(Optional::stream)
                .toList();

        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).isEqualTo("port 0 is taken");
        assertThat(said.getLast()).startsWith("that was 3 times in a row");
        assertThat(streak.ends()).isEqualTo(50);
        assertThat(streak.isFailing()).isTrue();
        assertThat(streak.reason()).contains("port 49 is taken");
    }

    @Test
    void reasonsThatDifferEachTimeFillNoTerminal() {
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> streak.ended("reason " + "x".repeat(i), NEVER))
                        .flatMap(Optional::stream))
                .hasSize(5);
    }

    @Test
    void aMinuteOfHealthEndsIt() {
        IntStream.range(0, 5).forEach(_ -> streak.ended("broken", NEVER));

        assertThat(streak.ended("broken", Duration.ofMinutes(2))).contains("broken");
        assertThat(streak.ends()).isEqualTo(1);
        assertThat(streak.isFailing()).isFalse();
    }

    @Test
    void thatItIsReadyIsNoNewsOfOneThatEndsSoonAfterEachTime() {
        IntStream.range(0, 3).forEach(_ -> streak.ended("crashed", Duration.ofSeconds(5)));
        assertThat(streak.isReadyNews()).isFalse();

        streak.ended("the disk is full", NEVER);
        assertThat(streak.isReadyNews()).as("it did not come up, now it does").isTrue();
    }
}
