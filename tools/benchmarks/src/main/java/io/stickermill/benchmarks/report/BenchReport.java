package io.stickermill.benchmarks.report;

import io.stickermill.benchmarks.report.ChartPicture.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Puts what was measured into the documents: {@code docs/benchmarks.md} between {@code <!-- bench NAME -->} and
 * {@code <!-- end NAME -->}, one JSON with all numbers, and the charts for light and dark pages. What a bench found before
 * stays until it has run again; a quick run does not take a whole one's place.
 */
public final class BenchReport {

    private final Path page;
    private final Path numbers;
    private final Path pictures;

    /** @param docs the documents' folder */
    public BenchReport(Path docs) {
        this.page = docs.resolve("benchmarks.md");
        this.numbers = docs.resolve("benchmarks/measurements.json");
        this.pictures = docs.resolve("benchmarks");
    }

    /**
     * Gives what was put in, in words, a line for each bench.
     *
     * @param results folder of the latest runs
     * @throws IOException if the page has no place for one of them
     */
    public List<String> write(Path results) throws IOException {
        Files.createDirectories(pictures);
        TreeMap<String, Measurement> all = new TreeMap<>();
        known().forEach(each -> all.put(each.bench(), each));
        List<String> said = new ArrayList<>();
        String text = Files.readString(page);
        for (Measurement each : Measurement.in(results)) {
            Measurement before = all.get(each.bench());
            if (each.equals(before)) {
                continue;
            }
            if (each.quick() && before != null && !before.quick()) {
                said.add(each.bench() + ": a quick run, which leaves the whole one of " + before.day()
                        + " in its place");
                continue;
            }
            text = replaced(text, each);
            for (Chart chart : each.charts()) {
                for (Look look : Look.values()) {
                    ChartPicture.write(chart, look, pictures);
                }
            }
            all.put(each.bench(), each);
            said.add(each.bench() + ": " + each.figures().size() + " figures, "
                    + each.charts().size() + " charts, of " + each.day());
        }
        Files.writeString(page, text);
        Files.writeString(
                numbers,
                Measurement.MAPPER.writeValueAsString(all.values().stream()
                                .sorted(Comparator.comparing(Measurement::bench))
                                .toList())
                        + "\n");
        return said;
    }

    private List<Measurement> known() throws IOException {
        return Files.exists(numbers)
                ? List.of(Measurement.MAPPER.readValue(numbers.toFile(), Measurement[].class))
                : List.of();
    }

    private String replaced(String text, Measurement measured) throws IOException {
        String begin = "<!-- bench " + measured.bench() + " -->\n";
        String end = "<!-- end " + measured.bench() + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no lines '" + begin.strip() + "' and '" + end + "' for its tables");
        }
        return text.substring(0, from + begin.length()) + section(measured) + text.substring(to);
    }

    static String section(Measurement measured) {
        StringBuilder section = new StringBuilder();
        section.append(String.format(
                Locale.ROOT,
                "%s%s, commit %s: %d cores, %d GB, %s; %d s, load at the end %.1f.%n%n```%n",
                measured.day(),
                measured.quick() ? ", `--quick`" : "",
                measured.commit(),
                measured.machine().cores(),
                measured.machine().gigabytes(),
                measured.machine().system(),
                measured.seconds(),
                measured.load()));
        measured.tables().forEach(line -> section.append(line).append('\n'));
        section.append("```\n");
        for (Chart chart : measured.charts()) {
            section.append(String.format(
                    "%n<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"benchmarks/%s\">%n"
                            + "<img alt=\"%s\" src=\"benchmarks/%s\" width=\"860\"></picture>%n",
                    Look.DARK.fileName(chart.name()), chart.title(), Look.LIGHT.fileName(chart.name())));
        }
        return section.toString();
    }
}
