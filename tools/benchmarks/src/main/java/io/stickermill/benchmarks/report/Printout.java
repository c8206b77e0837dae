package io.stickermill.benchmarks.report;

import io.stickermill.benchmarks.Sample;
import io.stickermill.localstack.parts.BuildOutputs;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bench says: on the terminal at once, and from {@link #beginTables} to {@link #endTables} also kept for the report, with the figures
 * and charts that it is given. A bench that fails keeps nothing.
 */
public final class Printout extends PrintWriter {

    private final String bench;
    private final boolean quick;
    private final Tee kept;
    private final Instant begun = Instant.now();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();

    /**
     * @param bench as the command calls it
     * @param quick whether it is the short form
     * @param terminal stays open
     */
    public Printout(String bench, boolean quick, Writer terminal) {
        this(bench, quick, new Tee(terminal));
    }

    private Printout(String bench, boolean quick, Tee tee) {
        super(tee);
        this.bench = bench;
        this.quick = quick;
        this.kept = tee;
    }

    /** What is printed from now on is what was found; before, it was progress. */
    public void beginTables() {
        flush();
        kept.keeps = true;
    }

    /** What is printed from now on is progress again. */
    public void endTables() {
        flush();
        kept.keeps = false;
    }

    public void figure(String what, Sample millis) {
        figures.add(Figure.of(what, millis));
    }

    /** @param aim null where there is none */
    public void figure(String what, String unit, double value, @Nullable Double aim) {
        figures.add(Figure.of(what, unit, value, aim));
    }

    public void chart(Chart chart) {
        charts.add(chart);
    }

    /** Where results wait for {@code bench report}; git ignores it. */
    public static Path folder() {
        return BuildOutputs.locate().root().resolve("tools/benchmarks/target/results");
    }

    /** Saves what was found. */
    public void save() throws IOException, InterruptedException {
        flush();
        result(SourceState.commit(BuildOutputs.locate().root())).save(folder());
    }

    Measurement result(String commit) {
        flush();
        return new Measurement(
                bench,
                quick,
                LocalDate.now(Clock.systemUTC()).toString(),
                Duration.between(begun, Instant.now()).toSeconds(),
                Machine.load(),
                Machine.here(),
                commit,
                kept.text.toString().strip().lines().map(String::stripTrailing).toList(),
                List.copyOf(figures),
                List.copyOf(charts));
    }

    private static final class Tee extends FilterWriter {
        private final StringWriter text = new StringWriter();
        private boolean keeps;

        Tee(Writer terminal) {
            super(terminal);
        }

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            out.write(characters, from, length);
            if (keeps) {
                text.write(characters, from, length);
            }
        }

        @Override
        public void write(String string, int from, int length) throws IOException {
            write(string.toCharArray(), from, length);
        }

        @Override
        public void write(int character) throws IOException {
            write(new char[] {(char) character}, 0, 1);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
