package io.stickermill.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.benchmarks.Sample;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final String PAGE = """
            # What was measured
            <!-- bench flood -->
            of yesterday
            <!-- end flood -->
            What it means.
            """;

    @TempDir
    private Path docs;

    @TempDir
    private Path results;

    private final StringWriter terminal = new StringWriter();

    @BeforeEach
    void page() throws IOException {
        Files.writeString(docs.resolve("benchmarks.md"), PAGE);
    }

    @Test
    void putsTheTablesBetweenTheirMarksAndDrawsTheChartsForBothGrounds() throws IOException {
        flood(false, "  median 12.0").save(results);
        assertThat(new BenchReport(docs).write(results))
                .singleElement()
                .asString()
                .startsWith("flood: 2 figures, 2 charts");
        assertThat(Files.readString(docs.resolve("benchmarks.md")))
                .startsWith("# What was measured\n<!-- bench flood -->\n")
                .contains("commit abc: ", "```\nFLOOD\n  median 12.0\n```", "src=\"benchmarks/flood-light.png\"")
                .endsWith("<!-- end flood -->\nWhat it means.\n")
                .doesNotContain("of yesterday", "progress");
        for (String chart : List.of("flood-light", "flood-dark", "flood-time-light", "flood-time-dark")) {
            assertThat(ImageIO.read(docs.resolve("benchmarks/" + chart + ".png").toFile()))
                    .as(chart)
                    .isNotNull();
        }
        assertThat(Files.readString(docs.resolve("benchmarks/measurements.json")))
                .contains("\"median\" : 2.0", "\"commit\" : \"abc\"", "\"aim\" : 2.0");
    }

    @Test
    void aQuickRunDoesNotTakeAWholeOnesPlace() throws IOException {
        flood(false, "whole").save(results);
        new BenchReport(docs).write(results);
        flood(true, "quick").save(results);
        assertThat(new BenchReport(docs).write(results))
                .singleElement()
                .asString()
                .contains("a quick run");
        assertThat(Files.readString(docs.resolve("benchmarks.md")))
                .contains("whole")
                .doesNotContain("quick");
    }

    @Test
    void nothingIsNewTwice() throws IOException {
        flood(false, "whole").save(results);
        new BenchReport(docs).write(results);
        assertThat(new BenchReport(docs).write(results)).isEmpty();
    }

    @Test
    void aPageWithoutAPlaceForItSaysWhatIsMissing() throws IOException {
        Files.writeString(docs.resolve("benchmarks.md"), "# What was measured\n");
        flood(false, "whole").save(results);
        assertThatThrownBy(() -> new BenchReport(docs).write(results))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("<!-- bench flood -->");
    }

    @Test
    void whatIsPrintedBeforeTheTablesIsOnTheTerminalAlone() {
        assertThat(flood(false, "found").tables()).containsExactly("FLOOD", "found");
        assertThat(terminal.toString()).contains("progress", "found");
    }

    @Test
    void aSeriesWithTooFewFiguresIsRefused() {
        assertThatThrownBy(() -> new Chart("c", "C", Chart.Kind.BARS, List.of("a", "b"), Map.of("ours", List.of(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ours");
    }

    private Measurement flood(boolean quick, String line) {
        Printout out = new Printout("flood", quick, terminal);
        out.println("progress");
        out.beginTables();
        out.println("FLOOD");
        out.println(line);
        out.figure("others", Sample.of(List.of(1.0, 2.0, 3.0)));
        out.figure("with / without", "ratio", 1.5, 2.0);
        out.chart(new Chart(
                "flood",
                "Waiting, ms",
                Chart.Kind.BARS,
                List.of("without", "with"),
                Map.of("ours", List.of(1.0, 2.0))));
        out.chart(new Chart(
                "flood-time",
                "Waiting, ms",
                Chart.Kind.LINES,
                List.of("1", "2"),
                Map.of("ours", Arrays.asList(1.0, null))));
        out.endTables();
        out.println("more progress");
        return out.result("abc");
    }
}
