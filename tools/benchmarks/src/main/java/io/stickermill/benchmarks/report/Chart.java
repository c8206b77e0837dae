package io.stickermill.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are worth looking at.
 *
 * @param name of its file, in small letters
 * @param title says what is seen and in which unit
 * @param kind how it is drawn
 * @param along what the figures belong to, from left to right
 * @param series the figures by what was measured, as many as there are in {@code along}; null where one is missing
 */
public record Chart(
        String name, String title, Kind kind, List<String> along, Map<String, List<@Nullable Double>> series) {

    /** How a chart is drawn. */
    public enum Kind {
        /** Beside each other: what is compared. */
        BARS,
        /** On top of each other: the parts of a whole. */
        STACKED_BARS,
        /** What changes with time or number; {@code along} holds numbers. */
        LINES
    }

    /** @throws IllegalArgumentException if a series has not as many figures as it needs */
    public Chart {
        along = List.copyOf(along);
        series = new LinkedHashMap<>(series);
        int wanted = along.size();
        series.forEach((what, figures) -> {
            if (figures.size() != wanted) {
                throw new IllegalArgumentException(
                        what + " has " + figures.size() + " figures for " + wanted + " places");
            }
        });
    }
}
