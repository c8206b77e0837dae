package io.stickermill.microbenchmarks.measure;

import java.util.Arrays;

/** The value in the middle, which the few that others on the machine have disturbed don't move. */
public final class Median {

    private Median() {}

    /** @param all at least one */
    public static double of(double[] all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
