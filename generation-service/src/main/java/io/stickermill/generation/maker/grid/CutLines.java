package io.stickermill.generation.maker.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where lines part a sheet along one axis. The most lines that all lie in valleys of what is drawn, at distances that are
 * about the same: with fewer, a cell holds two drawings; with more, a line goes through one.
 */
final class CutLines {

    private static final int MOST_CELLS = 5;

    /** A line may meet so much, in parts of the lower of the two peaks beside it. */
    private static final double DEEPEST = 0.5;

    /** The lowest peak of a row or a column, in parts of what they have in the middle. */
    private static final double LOWEST = 0.2;

    /** The narrowest and the widest cell, in parts of the mean. */
    private static final double NARROWEST = 0.66;

    private static final double WIDEST = 1.42;

    /** What a cell that is wholly too wide costs beside a line through drawings of the mean height. */
    private static final double EVENNESS = 1.5;

    /** Room beyond the outermost drawings, in parts of a cell: half of what is between two. */
    private static final double ROOM = 0.06;

    /** Less than this part of the highest peak is nothing. */
    private static final double NOTHING = 0.01;

    private CutLines() {}

    /**
     * @param amounts how much is drawn at each place along the axis
     * @return the lines between cells from the first to the last, for each number of cells that there may be, most first
     */
    static List<int[]> in(double[] amounts) {
        double nothing = NOTHING * Arrays.stream(amounts).max().orElse(0);
        int first = 0;
        int end = amounts.length;
        while (first < end && amounts[first] <= nothing) {
            first++;
        }
        while (end > first && amounts[end - 1] <= nothing) {
            end--;
        }
        List<int[]> found = new ArrayList<>();
        for (int cells = MOST_CELLS; cells > 1; cells--) {
            int[] lines = cheapest(amounts, first, end, cells);
            if (lines != null && areValleys(amounts, first, end, lines)) {
                found.add(inTheMiddleOfValleys(amounts, nothing, lines));
            }
        }
        return found;
    }

    /** By dynamic programming over the lines in their order. */
    private static int @Nullable [] cheapest(double[] amounts, int first, int end, int cells) {
        double mean = Arrays.stream(amounts, first, end).average().orElse(1);
        double even = (end - first) / (cells - 2 * ROOM);
        double from = first - ROOM * even;
        double to = end + ROOM * even;
        int least = (int) Math.ceil(NARROWEST * even);
        int most = (int) (WIDEST * even);
        if (least < 4) {
            return null;
        }
        int length = end - first;
        double[][] costs = new double[cells][length + 1];
        int[][] before = new int[cells][length + 1];
        for (double[] row : costs) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int line = 1; line < cells; line++) {
            for (int at = 1; at < length; at++) {
                double own = amounts[first + at] / mean;
                if (line == 1) {
                    double width = first + at - from;
                    if (width >= least && width <= most) {
                        costs[1][at] = own + unevenness(width, even);
                    }
                    continue;
                }
                for (int previous = Math.max(1, at - most); previous <= at - least; previous++) {
                    double cost = costs[line - 1][previous] + own + unevenness(at - previous, even);
                    if (cost < costs[line][at]) {
                        costs[line][at] = cost;
                        before[line][at] = previous;
                    }
                }
            }
        }
        int best = -1;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int at = 1; at < length; at++) {
            double width = to - first - at;
            double cost = costs[cells - 1][at] + unevenness(width, even);
            if (width >= least && width <= most && cost < bestCost) {
                bestCost = cost;
                best = at;
            }
        }
        if (best < 0) {
            return null;
        }
        int[] lines = new int[cells - 1];
        for (int line = cells - 1; line > 0; line--) {
            lines[line - 1] = first + best;
            best = before[line][best];
        }
        return lines;
    }

    private static double unevenness(double width, double even) {
        double off = (width - even) / even;
        return EVENNESS * off * off;
    }

    private static boolean areValleys(double[] amounts, int first, int end, int[] lines) {
        double[] peaks = new double[lines.length + 1];
        for (int cell = 0; cell < peaks.length; cell++) {
            int from = cell == 0 ? first : lines[cell - 1];
            int to = cell == lines.length ? end : lines[cell];
            peaks[cell] = Arrays.stream(amounts, from, to).max().orElse(0);
        }
        double middle = Arrays.stream(peaks).sorted().toArray()[peaks.length / 2];
        for (int line = 0; line < lines.length; line++) {
            if (Math.min(peaks[line], peaks[line + 1]) < LOWEST * middle) {
                return false;
            }
            if (amounts[lines[line]] > DEEPEST * Math.min(peaks[line], peaks[line + 1])) {
                return false;
            }
        }
        return true;
    }

    private static int[] inTheMiddleOfValleys(double[] amounts, double nothing, int[] lines) {
        int[] result = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            double level = Math.max(nothing, amounts[lines[i]]);
            int from = lines[i];
            int to = lines[i];
            while (from > 0 && amounts[from - 1] <= level) {
                from--;
            }
            while (to < amounts.length - 1 && amounts[to + 1] <= level) {
                to++;
            }
            result[i] = (from + to + 1) / 2;
        }
        return result;
    }
}
