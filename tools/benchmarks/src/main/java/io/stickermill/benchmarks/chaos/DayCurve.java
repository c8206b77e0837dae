package io.stickermill.benchmarks.chaos;

import java.time.Duration;
import java.util.Random;

/**
 * Arrivals at random (a Poisson process) whose rate follows a day: few at its begin and end, which are night, most at its noon.
 *
 * @param day how long the day is
 * @param perSecond arrivals a second, on average over the day
 */
record DayCurve(Duration day, double perSecond) implements Crowd.Arrivals {

    /** How far night and noon are from the average: a tenth of it, and nineteen tenths. */
    private static final double SWING = 0.9;

    /** At a time of the day. */
    double rate(Duration time) {
        double part = (double) time.toMillis() / day.toMillis();
        return perSecond * (1 - SWING * Math.cos(2 * Math.PI * part));
    }

    /** By thinning: candidates at noon's rate, of which as many count as that moment's rate is of noon's. */
    @Override
    public Duration next(Duration soFar, Random random) {
        double noon = perSecond * (1 + SWING);
        Duration at = soFar;
        do {
            at = at.plusNanos(Math.round(-Math.log(1 - random.nextDouble()) / noon * 1e9));
        } while (random.nextDouble() * noon > rate(at));
        return at.minus(soFar);
    }
}
