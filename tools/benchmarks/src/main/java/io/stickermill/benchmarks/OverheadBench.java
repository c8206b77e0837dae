package io.stickermill.benchmarks;

import io.stickermill.benchmarks.Pipeline.Passage;
import io.stickermill.benchmarks.report.Chart;
import io.stickermill.benchmarks.report.Printout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline costs where making, Telegram and storage cost nothing: ours and the bare one by turns on the same parts,
 * at three rates.
 */
public final class OverheadBench {

    private static final int[] RATES = {1, 10, 50};
    private static final int WARM_UP_RATE = 30;
    private static final double AIMED_RATIO = 2;
    private static final int AIMED_P99_RATE = 10;
    private static final double AIMED_P99 = 100;

    private final BenchStack stack;
    private final Extent extent;
    private final Printout out;

    /**
     * How much is measured.
     *
     * @param turns of each of the two at each rate
     * @param turn how long one takes
     */
    public record Extent(int turns, Duration turn, Duration warmUp) {

        public static final Extent QUICK = new Extent(2, Duration.ofSeconds(6), Duration.ofSeconds(10));
        public static final Extent FULL = new Extent(5, Duration.ofSeconds(12), Duration.ofSeconds(20));
    }

    public OverheadBench(BenchStack stack, Extent extent, Printout out) {
        this.stack = stack;
        this.extent = extent;
        this.out = out;
    }

    /** What came of one rate. */
    private record Measured(
            List<Passage> ours, List<Double> bare, Map<String, Double> ourCpu, Map<String, Double> bareCpu) {

        Sample of(ToDoubleFunction<Passage> part) {
            return Sample.of(ours.stream().map(part::applyAsDouble).toList());
        }

        Sample total() {
            return of(Passage::total);
        }

        /** Of all parts, in ms. */
        double ourCpuEach() {
            return ourCpu.values().stream().mapToDouble(Double::doubleValue).sum() / ours.size();
        }

        double ratio() {
            return total().median() / Sample.of(bare).median();
        }
    }

    /** Prints the tables. */
    public void run() throws Exception {
        Map<Integer, Measured> measured = new LinkedHashMap<>();
        try (PlayedGeneration generation = new PlayedGeneration(stack);
                StepSevens outcomes = new StepSevens(stack)) {
            Pipeline ours = new Pipeline(stack, generation, outcomes);
            ours.run(1, 1);
            int warmUp = (int) (WARM_UP_RATE * extent.warmUp().toSeconds());
            try (BarePipeline bare = new BarePipeline(stack, generation.anyRequest(), generation.anySticker())) {
                ours.run(WARM_UP_RATE, warmUp);
                bare.run(WARM_UP_RATE, warmUp);
                for (int rate : RATES) {
                    Measured at = new Measured(
                            new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
                    int count = (int) (rate * extent.turn().toSeconds());
                    for (int turn = 0; turn < extent.turns(); turn++) {
                        at.ours().addAll(withCpu(at.ourCpu(), () -> ours.run(rate, count)));
                        at.bare().addAll(withCpu(at.bareCpu(), () -> bare.run(rate, count)));
                    }
                    measured.put(rate, at);
                }
                new DoneOnce(stack, outcomes).check(ours.journal(), ours.sent());
                bare.check();
            }
            print(measured, ours.sent().size());
            chart(measured);
        }
    }

    private void print(Map<Integer, Measured> measured, int photos) {
        out.beginTables();
        out.println("Pipeline overhead with instant generation, Telegram and S3, in ms, beside a bare consume, "
                + (BarePipeline.COMMITS + BarePipeline.LIGHT_COMMITS) + " database commits, produce, commit");
        out.printf(
                "%9s %7s | %8s %8s %8s | %8s %8s %8s | %s%n",
                "PHOTOS/S", "PHOTOS", "P10", "MEDIAN", "P99", "BARE P10", "MEDIAN", "P99", "MEDIAN / BARE");
        measured.forEach((rate, at) -> {
            Sample bare = Sample.of(at.bare());
            out.figure("ours at " + rate + "/s", at.total());
            out.figure("bare at " + rate + "/s", bare);
            out.figure("median, ours / bare at " + rate + "/s", "ratio", at.ratio(), AIMED_RATIO);
            out.figure("CPU a photo at " + rate + "/s", "ms", at.ourCpuEach(), null);
            out.printf(
                    Locale.ROOT,
                    "%9d %7d | %8.1f %8.1f %8.1f | %8.1f %8.1f %8.1f | %.2f%n",
                    rate,
                    at.ours().size(),
                    at.total().percentile(10),
                    at.total().median(),
                    at.total().percentile(99),
                    bare.percentile(10),
                    bare.median(),
                    bare.percentile(99),
                    at.ratio());
        });
        out.println();
        out.println("Where ours spends it (median ms)");
        out.printf(
                "%9s | %8s %15s %14s %8s %9s%n",
                "PHOTOS/S", "INTAKE", "PHOTO-REQUESTS", "STICKER-READY", "LEDGER", "TELEGRAM");
        measured.forEach((rate, at) -> out.printf(
                Locale.ROOT,
                "%9d | %8.1f %15.1f %14.1f %8.1f %9.1f%n",
                rate,
                at.of(Passage::intake).median(),
                at.of(Passage::requestHop).median(),
                at.of(Passage::readyHop).median(),
                at.of(Passage::ledger).median(),
                at.of(Passage::telegram).median()));
        out.println("(intake: long poll and the gateway's tables; the two topics; ledger: and the limits; telegram: the"
                + " request and the emulator's own work)");
        out.println();
        out.println("CPU time a photo (ms), all of it, also after the sticker has come");
        measured.forEach((rate, at) -> out.printf(
                "%9s | %s%n%9s   bare %s%n",
                rate,
                cpu(at.ourCpu(), at.ours().size()),
                "",
                cpu(at.bareCpu(), at.bare().size())));
        out.println();
        out.println("Checked: " + photos + " photos, each delivered once, stored once, and in history.");
        List<String> ratios = new ArrayList<>();
        measured.forEach((rate, at) -> ratios.add(String.format(Locale.ROOT, "%.2f at %d/s", at.ratio(), rate)));
        Measured aimed = measured.get(AIMED_P99_RATE);
        if (aimed != null) {
            out.printf(
                    Locale.ROOT,
                    "overhead: median / bare %s (aim: at most %.0f); p99 %.0f ms at %d/s (aim: at most %.0f)%n",
                    String.join(", ", ratios),
                    AIMED_RATIO,
                    aimed.total().percentile(99),
                    AIMED_P99_RATE,
                    AIMED_P99);
        }
        out.flush();
    }

    private void chart(Map<Integer, Measured> measured) {
        List<String> rates = measured.keySet().stream().map(rate -> rate + "/s").toList();
        out.chart(new Chart(
                "overhead",
                "From photo to sticker with nothing to make: median and p99, ms",
                Chart.Kind.BARS,
                rates,
                Map.of(
                        "ours, median",
                        each(measured, at -> at.total().median()),
                        "ours, p99",
                        each(measured, at -> at.total().percentile(99)),
                        "bare, median",
                        each(measured, at -> Sample.of(at.bare()).median()),
                        "bare, p99",
                        each(measured, at -> Sample.of(at.bare()).percentile(99)))));
        Map<String, List<@Nullable Double>> parts = new LinkedHashMap<>();
        for (String part : measured.values().iterator().next().ourCpu().keySet()) {
            parts.put(
                    part,
                    each(
                            measured,
                            at -> at.ourCpu().getOrDefault(part, 0.0)
                                    / at.ours().size()));
        }
        out.chart(new Chart("overhead-cpu", "CPU a photo by process, ms", Chart.Kind.STACKED_BARS, rates, parts));
    }

    private static List<@Nullable Double> each(Map<Integer, Measured> measured, ToDoubleFunction<Measured> figure) {
        List<@Nullable Double> figures = new ArrayList<>();
        measured.values().forEach(at -> figures.add(figure.applyAsDouble(at)));
        return figures;
    }

    private <T> T withCpu(Map<String, Double> used, Callable<T> work) throws Exception {
        Map<String, Duration> before = stack.cpu();
        T result = work.call();
        stack.cpu()
                .forEach((part, now) -> used.merge(
                        part, now.minus(before.getOrDefault(part, now)).toNanos() / 1e6, Double::sum));
        return result;
    }

    private static String cpu(Map<String, Double> used, int photos) {
        double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
        return used.entrySet().stream()
                .filter(part -> part.getValue() / photos >= 0.05)
                .map(part -> part.getKey() + " " + Sample.words(part.getValue() / photos))
                .collect(Collectors.joining(", ", Sample.words(all / photos) + " (", ")"));
    }
}
