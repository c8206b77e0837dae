package io.stickermill.benchmarks;

import io.stickermill.benchmarks.chaos.FileTrees;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.localstack.parts.AotCaches;
import io.stickermill.localstack.parts.BuildOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/** How long {@code up} takes, how long the first sticker, and what memory all processes have: with the JDK's caches and without, in turns. */
public final class StartBench {

    private static final String USER = "1";

    private final int rounds;
    private final Printout out;

    public StartBench(int rounds, Printout out) {
        this.rounds = rounds;
        this.out = out;
    }

    private record Start(Duration ready, Duration sticker, Duration again, long megabytes) {}

    /** Prints the medians. The last build must be prepared; without its caches there is nothing to compare. */
    public void run() throws IOException, InterruptedException {
        if (!AotCaches.areFresh()) {
            throw new BenchFailed("The last build has no caches yet: run `./stickermill prepare` first.");
        }
        List<Start> without = new ArrayList<>();
        List<Start> with = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            without.add(start(Map.of(AotCaches.SWITCH, "off")));
            with.add(start(Map.of()));
            out.printf("round %d: without %s, with %s%n", round, without.getLast(), with.getLast());
            out.flush();
        }
        out.beginTables();
        out.printf("%-22s %10s %10s %7s%n", "median of " + rounds, "without", "with", "ratio");
        row("up, no data yet, s", without, with, start -> start.ready().toMillis() / 1000.0);
        row("first sticker, s", without, with, start -> start.sticker().toMillis() / 1000.0);
        row("up again, s", without, with, start -> start.again().toMillis() / 1000.0);
        row("all processes, PSS MB", without, with, Start::megabytes);
        out.flush();
    }

    private Start start(Map<String, String> environment) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("stickermill-bench-");
        Path photo = BuildOutputs.locate().root().resolve("photos/cup-600.jpg");
        try {
            Duration ready;
            Duration sticker;
            long megabytes;
            Instant begin = Instant.now();
            try (MeasuredStack stack = MeasuredStack.up(home, Map.of(), environment)) {
                ready = Duration.between(begin, Instant.now());
                Instant sent = Instant.now();
                stack.run("send", photo.toString(), "--user", USER);
                sticker = Duration.between(sent, Instant.now());
                megabytes = memoryOfAll(stack);
            }
            begin = Instant.now();
            try (MeasuredStack _ = MeasuredStack.up(home, Map.of(), environment)) {
                return new Start(ready, sticker, Duration.between(begin, Instant.now()), megabytes);
            }
        } finally {
            FileTrees.deleteQuietly(home);
        }
    }

    /** Of all parts and their children, in MB; what processes share counts in part (PSS). */
    private static long memoryOfAll(MeasuredStack stack) throws IOException, InterruptedException {
        return StreamSupport.stream(stack.status().path("parts").spliterator(), false)
                .mapToLong(part -> new ProcessTree(part.path("pid").asLong()).megabytes())
                .sum();
    }

    private void row(String what, List<Start> without, List<Start> with, ToDoubleFunction<Start> figure) {
        double before = median(without, figure);
        double after = median(with, figure);
        out.figure(what + ": without caches", "as said", before, null);
        out.figure(what + ": with / without caches", "ratio", after / before, null);
        out.printf("%-22s %10.1f %10.1f %7.2f%n", what, before, after, after / before);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        List<Double> sorted = starts.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
