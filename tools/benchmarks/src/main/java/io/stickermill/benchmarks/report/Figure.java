package io.stickermill.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.benchmarks.Sample;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured: a sample's median and percentiles, or a single value. Of what there is none is absent.
 *
 * @param what was measured, in words
 * @param unit of the values; "ratio" of what is compared
 * @param runs how many values there were
 * @param aim the value that was aimed at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        String what,
        String unit,
        int runs,
        @Nullable Double median,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double value,
        @Nullable Double aim) {

    static Figure of(String what, Sample millis) {
        return new Figure(
                what,
                "ms",
                millis.size(),
                rounded(millis.median()),
                rounded(millis.percentile(95)),
                rounded(millis.percentile(99)),
                null,
                null);
    }

    static Figure of(String what, String unit, double value, @Nullable Double aim) {
        return new Figure(what, unit, 1, null, null, null, rounded(value), aim);
    }

    /** No bench knows a thousandth. */
    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
