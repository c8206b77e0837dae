package io.stickermill.system.docs;

import io.stickermill.localstack.parts.Service;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/settings.md}: every setting of every service. */
final class SettingsPage {

    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) ([^}]*)}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)(?::([^}]*))?}");

    /** Spring's own, which no deployment can do without or is likely to change. */
    private static final List<String> OF_SPRING = List.of(
            "server.address",
            "server.port",
            "spring.kafka.bootstrap-servers",
            "spring.kafka.security.protocol",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.datasource.hikari.maximum-pool-size",
            "spring.lifecycle.timeout-per-shutdown-phase",
            "management.server.port",
            "management.tracing.sampling.probability",
            "management.opentelemetry.tracing.export.otlp.endpoint",
            "logging.structured.format.console");

    /** Spring starts without some of them; our services do not. */
    static final List<String> REQUIRED_OF_SPRING = List.of(
            "spring.kafka.bootstrap-servers",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password");

    private final Map<Service, List<Setting>> byService = new TreeMap<>();

    SettingsPage() {
        for (Service service : Service.values()) {
            byService.put(service, ServiceCode.settings(service));
        }
    }

    /** Settings that no service enables, which a reader of the page would miss. */
    static List<String> belongingToNoService() {
        Set<Setting> known = new LinkedHashSet<>();
        for (Service service : Service.values()) {
            known.addAll(ServiceCode.settings(service));
        }
        return Setting.ours().stream()
                .filter(setting -> !known.contains(setting))
                .map(Setting::name)
                .toList();
    }

    @Override
    public String toString() {
        Page page = new Page()
                .line(
                        "<!-- Generated from the code by DocsTest, which also says how. Edit the javadoc of the settings instead. -->")
                .heading(1, "Settings")
                .paragraph(
                        "A setting is given as an environment variable (or, as any Spring Boot program takes it, as a"
                                + " property: `--stickermill.poll.hold=10s`). A duration is a number with its unit (`500ms`, `20s`,"
                                + " `5m`, `24h`, `7d`); a size likewise (`512KB`, `20MB`); a list is separated by commas. A value"
                                + " that makes no sense stops the service at its start, with the reason in its log.")
                .paragraph("What a service asks for and does not get, it does not start without: these are marked"
                        + " **required**.");
        page.heading(2, "Of every service");
        table(page, Setting.ours().stream().filter(setting -> users(setting).size() == Service.values().length));
        page.heading(2, "Of several services");
        page.table(
                List.of("Variable", "Services", "Value", "Default", "Meaning"),
                Setting.ours().stream()
                        .filter(setting ->
                                users(setting).size() > 1 && users(setting).size() < Service.values().length)
                        .map(setting -> List.of(
                                "`" + setting.variable() + "`",
                                users(setting).stream()
                                        .map(Service::serviceName)
                                        .collect(Collectors.joining(", ")),
                                setting.kind(),
                                fallback(setting),
                                meaning(setting.description()))));
        for (Service service : Service.values()) {
            List<Setting> own = byService.get(service).stream()
                    .filter(setting -> users(setting).size() == 1)
                    .toList();
            if (!own.isEmpty()) {
                page.heading(2, "Of " + service.module() + " alone");
                table(page, own.stream());
            }
        }
        placeholders(page);
        spring(page);
        return page.toString();
    }

    private void placeholders(Page page) {
        Map<String, String> found = new TreeMap<>();
        Stream.concat(
                        Stream.of("platform/src/main/resources/stickermill-platform.yaml"),
                        Arrays.stream(Service.values())
                                .map(service -> service.module() + "/src/main/resources/application.yaml"))
                .forEach(file -> PLACEHOLDER
                        .matcher(Repository.text(file))
                        .results()
                        .forEach(match -> found.put(match.group(1), Objects.requireNonNullElse(match.group(2), ""))));
        if (!found.isEmpty()) {
            page.heading(2, "Variables that the configuration files name");
            page.table(
                    List.of("Variable", "Default"),
                    found.entrySet().stream()
                            .map(entry -> List.of("`" + entry.getKey() + "`", code(entry.getValue()))));
        }
    }

    private static void spring(Page page) {
        Map<String, Setting> known = Setting.known();
        Map<String, String> set = Repository.platformProperties();
        page.heading(2, "Of Spring Boot")
                .paragraph("Any setting of Spring Boot works. Those that a deployment needs or is likely to change:");
        page.table(
                List.of("Variable", "Value", "Default", "Meaning"),
                OF_SPRING.stream().map(name -> {
                    Setting setting = Objects.requireNonNull(known.get(name), name);
                    String fallback = set.getOrDefault(name, Objects.requireNonNullElse(setting.defaultValue(), ""));
                    return List.of(
                            "`" + setting.variable() + "`",
                            setting.kind(),
                            REQUIRED_OF_SPRING.contains(name) ? "**required**" : code(fallback),
                            setting.description().isEmpty()
                                    ? "Connections to PostgreSQL that a process keeps at most."
                                    : meaning(setting.description()));
                }));
        page.paragraph("What the services set themselves, all of it in"
                + " `platform/src/main/resources/stickermill-platform.yaml`:");
        page.table(
                List.of("Property", "Value"),
                set.entrySet().stream()
                        .filter(entry -> !OF_SPRING.contains(entry.getKey()))
                        .map(entry -> List.of("`" + entry.getKey() + "`", code(entry.getValue()))));
    }

    private void table(Page page, Stream<Setting> settings) {
        page.table(
                List.of("Variable", "Value", "Default", "Meaning"),
                settings.map(setting -> List.of(
                        "`" + setting.variable() + "`",
                        setting.kind(),
                        fallback(setting),
                        meaning(setting.description()))));
    }

    private Collection<Service> users(Setting setting) {
        return byService.entrySet().stream()
                .filter(entry -> entry.getValue().contains(setting))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String fallback(Setting setting) {
        Map<String, String> set = new HashMap<>();
        users(setting).forEach(service -> set.putAll(Repository.properties(service)));
        String value = set.getOrDefault(setting.name(), setting.defaultValue());
        if (value != null) {
            return code(value);
        }
        return setting.required() ? "**required**" : "none";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    /** Javadoc as Markdown. */
    private static String meaning(String description) {
        String text = CODE.matcher(description.strip()).replaceAll("`$1`");
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
