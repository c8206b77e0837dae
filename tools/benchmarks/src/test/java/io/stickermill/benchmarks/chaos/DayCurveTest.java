package io.stickermill.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DayCurveTest {

    private static final Duration DAY = Duration.ofHours(10);
    private static final DayCurve CURVE = new DayCurve(DAY, 0.2);

    @Test
    void asManyComeAsTheAverageSays() {
        assertThat(arrivals(1).size()).isBetween(6_900, 7_500);
    }

    @Test
    void mostComeAtNoonAndFewAtNight() {
        List<Duration> arrivals = arrivals(2);
        long noon = between(arrivals, 4.5, 5.5);
        long night = between(arrivals, 0, 0.5) + between(arrivals, 9.5, 10);
        assertThat(noon).isGreaterThan(10 * night);
        assertThat(night).isPositive();
    }

    @Test
    void theSameSeedIsTheSameDay() {
        assertThat(arrivals(3)).isEqualTo(arrivals(3)).isNotEqualTo(arrivals(4));
    }

    private static long between(List<Duration> arrivals, double from, double to) {
        return arrivals.stream()
                .filter(at -> at.toMillis() >= from * 3_600_000 && at.toMillis() < to * 3_600_000)
                .count();
    }

    private static List<Duration> arrivals(long seed) {
        Random random = new Random(seed);
        List<Duration> arrivals = new ArrayList<>();
        Duration at = CURVE.next(Duration.ZERO, random);
        while (at.compareTo(DAY) < 0) {
            arrivals.add(at);
            at = at.plus(CURVE.next(at, random));
        }
        return arrivals;
    }
}
