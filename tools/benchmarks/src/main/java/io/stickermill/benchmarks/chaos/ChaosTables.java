package io.stickermill.benchmarks.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as a person reads them. */
public final class ChaosTables {

    private static final int MOST_LINES = 10;
    private static final String DISTURBANCES = "%-34s %5s %15s %10s %18s%n";

    private final PrintWriter out;

    public ChaosTables(PrintWriter out) {
        this.out = out;
    }

    /** One run, with what broke each guarantee that did not hold. */
    void print(RunResult result) {
        out.println();
        disturbances(List.of(result));
        out.println();
        count("accepted", result.accepted());
        result.states().forEach(this::count);
        count("dead-lettered", result.deadLettered());
        count("lost", result.lost());
        out.printf("%-22s %d (unknown outcomes: %d)%n", "doubled", result.surplus(), result.unknown());
        out.printf(
                "%-22s %d (made: %d, unknown orders: %d)%n",
                "remote styles", result.ordered(), result.paid(), result.perhapsPaid());
        count("status forgotten", result.forgotten());
        out.println();
        result.broken().forEach((promise, lines) -> {
            out.printf("%-7s %s%n", lines.isEmpty() ? "held" : "BROKEN", promise);
            lines.stream().limit(MOST_LINES).forEach(line -> out.println("        " + line));
            if (lines.size() > MOST_LINES) {
                out.println("        and " + (lines.size() - MOST_LINES) + " more");
            }
        });
        out.printf(
                "seed %d, %d disturbances of %d kinds, %s in all: %s%n",
                result.seed(),
                result.disturbances(),
                result.kinds(),
                seconds(result.took()),
                result.held() ? "every guarantee held" : "a guarantee was broken");
        out.flush();
    }

    /** Several runs beside each other. */
    public void summarize(List<RunResult> results) {
        String line = "%6s %12s %9s %9s %9s %15s %12s %5s %15s  %s%n";
        out.printf(
                line,
                "SEED",
                "DISTURBANCES",
                "MINUTES",
                "ACCEPTED",
                "DELIVERED",
                "FAILED AND TOLD",
                "DEAD LETTERS",
                "LOST",
                "DOUBLED (KNOWN)",
                "BROKEN");
        for (RunResult result : results) {
            List<String> broken = result.broken().entrySet().stream()
                    .filter(promise -> !promise.getValue().isEmpty())
                    .map(promise -> promise.getKey().split(" ")[0] + " ("
                            + promise.getValue().size() + ")")
                    .toList();
            out.printf(
                    line,
                    result.seed(),
                    result.disturbances(),
                    "%.1f".formatted(result.took().toSeconds() / 60.0),
                    result.accepted(),
                    result.ended("delivered"),
                    result.ended("failed"),
                    result.deadLettered(),
                    result.lost(),
                    result.surplus() + " (" + result.unknown() + ")",
                    broken.isEmpty() ? "nothing" : String.join(", ", broken));
        }
        out.println();
        disturbances(results);
        long minutes =
                results.stream().mapToLong(result -> result.took().toSeconds()).sum() / 60;
        boolean held = results.stream().allMatch(RunResult::held);
        out.printf(
                "%d seeds, %d photos, %d disturbances in %d minutes: %s%n",
                results.size(),
                results.stream().mapToLong(RunResult::accepted).sum(),
                results.stream().mapToLong(RunResult::disturbances).sum(),
                minutes,
                held ? "every guarantee held" : "a guarantee was broken");
        out.flush();
    }

    /** What each disturbance cost, the worst first. */
    private void disturbances(List<RunResult> results) {
        Map<String, List<Duration>> waits = new LinkedHashMap<>();
        Map<String, Duration> interrupted = new LinkedHashMap<>();
        for (RunResult result : results) {
            result.waits()
                    .forEach((name, took) ->
                            waits.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(took));
            result.interrupted().forEach((name, took) -> interrupted.merge(name, took, ChaosTables::longer));
        }
        out.printf(DISTURBANCES, "DISTURBANCE", "TIMES", "ANOTHER CHAT'S", "MEDIAN", "SENDS INTERRUPTED");
        out.printf(DISTURBANCES, "", "", "PHOTO, WORST", "", "CAME AFTER, WORST");
        waits.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, List<Duration>> wait) -> Collections.max(wait.getValue()))
                        .reversed())
                .forEach(wait -> out.printf(
                        DISTURBANCES,
                        wait.getKey(),
                        wait.getValue().size(),
                        seconds(Collections.max(wait.getValue())),
                        seconds(median(wait.getValue())),
                        secondsOrNothing(interrupted.get(wait.getKey()))));
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private static String secondsOrNothing(@Nullable Duration duration) {
        return duration == null ? "" : seconds(duration);
    }

    /** Of an even number the longer of the two in the middle. */
    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private void count(String name, long count) {
        out.printf("%-22s %d%n", name, count);
    }
}
