package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theMedianIsTheMiddleOrHalfwayBetweenTheTwo() {
        assertThat(Sample.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(Sample.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3);
    }

    @Test
    void soManyPercentAreNotAboveThePercentile() {
        Sample hundred = Sample.of(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());

        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(100)).isEqualTo(100);
        assertThat(hundred.percentile(0)).isEqualTo(1);
        assertThat(Sample.of(List.of(3.0, 1.0)).percentile(99)).isEqualTo(3);
    }

    @Test
    void ofNothingThereIsNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.of(List.of()));
    }
}
