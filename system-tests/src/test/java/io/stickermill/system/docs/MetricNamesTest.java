package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.metric.DeclaredMeters;
import io.stickermill.platform.metric.Label;
import io.stickermill.platform.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents, dashboards and rules say of metrics is true, and no label can grow without bound. */
class MetricNamesTest {

    private static final Pattern SERIES = Pattern.compile("\\bstickermill_[a-z0-9_]+(\\{[^}]*})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\\\\?\"([^\"\\\\]*)");

    /** That look like a series and are none. */
    private static final Set<String> NO_SERIES = Set.of("stickermill_bot");

    private static final Set<String> OF_PROMETHEUS = Set.of("le", "instance", "job", "service", "application");

    /** The enumerations of the services whose names are a label's values. */
    private static final Map<Label, String> ENUMERATIONS = Map.of(
            Label.REFUSAL, "io.stickermill.gateway.admission.AdmissionRefusal$Reason",
            Label.SET_ASIDE, "io.stickermill.gateway.update.SetAsideUpdates$Reason",
            Label.SEND_END, "io.stickermill.delivery.telegram.End$Why",
            Label.CHILD_END, "io.stickermill.generation.maker.child.ChildEnded$Why",
            Label.STEP, "io.stickermill.generation.maker.Step");

    @Test
    void everySeriesThatIsWrittenDownExistsWithItsLabels() throws IOException {
        Map<String, Metric> known = Arrays.stream(Metric.values())
                .flatMap(metric -> MetricsPage.series(metric).stream().map(name -> Map.entry(name, metric)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Metric> families = Arrays.stream(Metric.values())
                .filter(metric -> metric.kind() == Metric.Kind.TIMER || metric.kind() == Metric.Kind.HISTOGRAM)
                .collect(Collectors.toMap(
                        metric -> MetricsPage.series(metric).getFirst().replaceFirst("_count$", ""), metric -> metric));
        List<String> wrong = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (Path file : written()) {
            boolean people = file.toString().endsWith(".md");
            SERIES.matcher(Files.readString(file)).results().forEach(use -> {
                String name = use.group().replaceFirst("\\{.*", "");
                Metric metric = people ? families.getOrDefault(name, known.get(name)) : known.get(name);
                if (metric == null) {
                    if (!NO_SERIES.contains(name)) {
                        wrong.add(file + ": there is no " + name);
                    }
                    return;
                }
                found.add(name);
                wrongLabels(metric, use).forEach(words -> wrong.add(file + ": " + words));
            });
        }
        assertThat(found).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static Stream<String> wrongLabels(Metric metric, MatchResult use) {
        return LABEL.matcher(use.group(1) == null ? "" : use.group(1))
                .results()
                .filter(label -> !OF_PROMETHEUS.contains(label.group(1)))
                .filter(label -> metric.labels().stream()
                        .filter(declared -> declared.key().equals(label.group(1)))
                        .noneMatch(declared -> allowed(declared, label)))
                .map(label -> metric + " has no " + label.group());
    }

    /** A pattern must match one of the values; `$variables` of a dashboard are filled from them. */
    private static boolean allowed(Label declared, MatchResult label) {
        String value = label.group(3);
        return value.isEmpty()
                || value.contains("$")
                || (label.group(2).contains("~")
                        ? declared.allowed().stream()
                                .anyMatch(Pattern.compile(value).asMatchPredicate())
                        : declared.allowed().contains(value));
    }

    private static List<Path> written() throws IOException {
        List<Path> files =
                new ArrayList<>(List.of(Repository.path("README.md"), Repository.path("docker-compose.yml")));
        for (String folder : List.of("docs", "deploy")) {
            try (Stream<Path> all = Files.walk(Repository.path(folder))) {
                all.filter(file -> file.toString().matches(".*\\.(md|ya?ml|json|sh|sql)"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void aMetricSaysWhatItIsInOneLine() {
        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(metric.meaning()).as(metric.name()).endsWith(".").doesNotContain("\n");
            assertThat(metric.meterName()).matches("stickermill\\.[a-z0-9._-]+");
            assertThat(metric.labels().stream().map(Label::key)).doesNotHaveDuplicates();
        });
    }

    @Test
    void whatTheServicesCanSayIsDeclared() throws Exception {
        for (Map.Entry<Label, String> each : ENUMERATIONS.entrySet()) {
            Set<String> names = Arrays.stream(Class.forName(each.getValue()).getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .map(name -> Set.of(Label.CHILD_END, Label.STEP).contains(each.getKey())
                            ? name.toLowerCase(Locale.ROOT)
                            : name)
                    .collect(Collectors.toSet());
            assertThat(each.getKey().allowed()).as(each.getValue()).containsAll(names);
        }
    }

    @Test
    void everyKindOfThingThatGoesIsDeclared() throws IOException {
        assertThat(inTheServices("new Expiring\\(\\s*\"([a-z_]+)\"")).isEqualTo(new HashSet<>(Label.REMOVED.allowed()));
    }

    @Test
    void everyMethodOfTelegramThatIsCalledIsDeclared() throws IOException {
        Set<String> called = inTheServices("import com\\.pengrad\\.telegrambot\\.request\\.([A-Za-z]+);").stream()
                .filter(request -> !request.startsWith("Abstract") && !request.startsWith("Base"))
                .map(request -> Character.toLowerCase(request.charAt(0)) + request.substring(1))
                .collect(Collectors.toSet());
        // Requests of our own, where the library has none that fits.
        called.addAll(inTheServices("String getMethod\\(\\) \\{\\s*return \"([A-Za-z]+)\";"));
        called.addAll(Set.of("getUpdates", "download"));
        assertThat(new HashSet<>(Label.METHOD.allowed())).isEqualTo(called);
    }

    private static Set<String> inTheServices(String pattern) throws IOException {
        Set<String> found = new HashSet<>();
        for (String module : List.of(
                "platform",
                "gateway-service",
                "generation-service",
                "delivery-service",
                "history-service",
                "backfill-service")) {
            try (Stream<Path> sources = Files.walk(Repository.path(module + "/src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    Pattern.compile(pattern)
                            .matcher(Files.readString(source))
                            .results()
                            .forEach(match -> found.add(match.group(1)));
                }
            }
        }
        return found;
    }

    @Test
    void noServiceMeasuresPastTheDeclarations() throws IOException {
        assertThat(
                        inTheServices(
                                "((?:Counter|Timer|Gauge|DistributionSummary|LongTaskTimer)\\.builder\\(|meters\\.(?:counter|timer|gauge|summary)\\(\\s*\")"))
                .as("meters that are made outside of Metric")
                .containsExactlyInAnyOrder("Counter.builder(", "Timer.builder(", "Gauge.builder(");
    }

    @Test
    void whatIsNotDeclaredIsNotMeasured() {
        var meters = new SimpleMeterRegistry();
        meters.config().meterFilter(new DeclaredMeters());

        meters.counter("stickermill.chats", "chat", "42").increment();
        meters.counter(Metric.GENERATION_FAILED.meterName()).increment();
        meters.counter("http.calls", "uri", "/x").increment();
        meters.counter(Metric.GENERATION_RETRIES.meterName(), "chat", "42").increment();
        Metric.GENERATION_FAILED.counter(meters, "no such reason 1").increment();
        Metric.GENERATION_FAILED.counter(meters, "no such reason 2").increment();
        Metric.GENERATION_WAIT.timer(meters).record(Duration.ofSeconds(1));

        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .filteredOn(name -> !name.endsWith(".histogram"))
                .containsExactlyInAnyOrder(
                        "http.calls",
                        "stickermill.generation.failed",
                        "stickermill.generation.retries",
                        "stickermill.generation.wait");
        assertThat(meters.get("stickermill.generation.retries")
                        .counter()
                        .getId()
                        .getTags())
                .isEmpty();
        assertThat(meters.get("stickermill.generation.failed")
                        .tag("reason", Label.OTHER)
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
