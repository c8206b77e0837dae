package io.stickermill.system.docs;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.stickermill.platform.metric.Label;
import io.stickermill.platform.metric.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/metrics.md}: every metric that is ours. */
final class MetricsPage {

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    /** The names of a metric's series at Prometheus. */
    static List<String> series(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER -> List.of(NAMES.name(metric.meterName(), Meter.Type.COUNTER) + "_total");
            case GAUGE -> List.of(NAMES.name(metric.meterName(), Meter.Type.GAUGE));
            case TIMER -> timer(metric, "_count", "_sum", "_max");
            case HISTOGRAM -> timer(metric, "_count", "_sum", "_max", "_bucket");
        };
    }

    private static List<String> timer(Metric metric, String... endings) {
        // Prometheus counts in seconds.
        String name = NAMES.name(metric.meterName(), Meter.Type.TIMER, "seconds");
        return Stream.of(endings).map(name::concat).toList();
    }

    @Override
    public String toString() {
        Page page = new Page()
                .line(
                        "<!-- Generated from the code by DocsTest, which also says how. Edit Metric.java and Label.java instead. -->")
                .heading(1, "Metrics")
                .paragraph(
                        "Every service shows them at `/actuator/prometheus`, beside those of Spring Boot, the JVM and the"
                                + " Kafka clients. Names and labels stay as they are: dashboards and rules know them. A label has none but"
                                + " the values that are listed here, and `" + Label.OTHER
                                + "`, which is a bug of ours and is in the log. [How to look at them](operating.md#metrics).")
                .paragraph(
                        "A **counter** only rises, until its process starts anew. A **gauge** is a figure of now. A **timer** has a"
                                + " number (`_count`), a sum in seconds (`_sum`) and the greatest of the last minutes (`_max`). A **histogram**"
                                + " is a timer that also has buckets (`_bucket`, label `le`): "
                                + Metric.BUCKETS.stream()
                                        .map(MetricsPage::words)
                                        .collect(Collectors.joining(", ")) + ".");
        for (String services :
                Arrays.stream(Metric.values()).map(Metric::services).distinct().toList()) {
            page.heading(2, "Of " + services);
            page.table(
                    List.of("Metric", "Kind", "Unit", "Labels", "Meaning", "Worry when"),
                    Arrays.stream(Metric.values())
                            .filter(metric -> metric.services().equals(services))
                            .map(metric -> List.of(
                                    "`" + shown(metric) + "`",
                                    metric.kind().name().toLowerCase(Locale.ROOT),
                                    metric.unit(),
                                    metric.labels().stream()
                                            .map(label -> "`" + label.key() + "`")
                                            .collect(Collectors.joining(", ")),
                                    metric.meaning(),
                                    metric.worry())));
        }
        page.heading(2, "Labels");
        page.table(
                List.of("Label", "Of", "Meaning", "Values"),
                Arrays.stream(Label.values())
                        .map(label -> List.of(
                                "`" + label.key() + "`",
                                Arrays.stream(Metric.values())
                                        .filter(metric -> metric.labels().contains(label))
                                        .map(metric -> "`" + shown(metric) + "`")
                                        .collect(Collectors.joining(", ")),
                                label.meaning(),
                                label.allowed().stream()
                                        .map(value -> "`" + value + "`")
                                        .collect(Collectors.joining(", ")))));
        return page.toString();
    }

    /** Without the ending of a timer's series. */
    private static String shown(Metric metric) {
        return series(metric).getFirst().replaceFirst("_count$", "");
    }

    private static String words(Duration bound) {
        return bound.toMillis() < 1_000 ? bound.toMillis() + " ms" : bound.toSeconds() + " s";
    }
}
