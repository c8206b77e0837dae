package io.stickermill.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Times that were measured, in milliseconds. */
public final class Sample {

    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException if there are none */
    public static Sample of(Collection<Double> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    public int size() {
        return sorted.length;
    }

    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least value that so large a part of all is not above (nearest rank). Of few values the 99th is the largest. */
    public double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    /** With one decimal, as the tables have it. */
    static String words(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
