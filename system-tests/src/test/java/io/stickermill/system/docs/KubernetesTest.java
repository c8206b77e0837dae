package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.ServiceJvm;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.springframework.boot.convert.DurationStyle;

/**
 * {@code deploy/kubernetes} says what the code says. The files are read here, not run; whether they fit Kubernetes' and KEDA's schemas
 * is what {@code deploy/kubernetes/validate.sh} looks at.
 */
class KubernetesTest {

    private static final Set<String> TOOLS = Set.of("console", "tools");
    private static final String BASE = "deploy/kubernetes/base/";
    private static final String EXAMPLE = "deploy/kubernetes/example/";
    private static final Pattern MAPPING =
            Pattern.compile("@(?:Get|Post|Patch|Delete|Put|Request)Mapping\\(\\s*(?:path = )?\"(/[^\"]*)\"");

    private final List<Map<String, Object>> objects = strings(
                    at(Repository.yaml(BASE + "kustomization.yaml"), "resources"))
            .map(file -> Repository.yamls(BASE + file))
            .flatMap(List::stream)
            .toList();
    private final Map<String, Object> pod = map(at(Repository.yaml(BASE + "pod.yaml"), "spec", "template", "spec"));
    private final String dockerfile = Repository.text("deploy/Dockerfile");

    @Test
    void allServicesAreThereAndEachOfDeliverysRolesOnce() {
        assertThat(services().map(KubernetesTest::service).distinct()).containsExactlyInAnyOrder(Service.values());
        assertThat(services()
                        .filter(deployment -> service(deployment) == Service.DELIVERY)
                        .map(deployment -> environment(deployment).get("STICKERMILL_DELIVERY_ROLES"))
                        .flatMap(some -> Arrays.stream(some.split(","))))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeliverySettings.Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void everyVariableIsASettingAndNoServiceLacksOne() {
        Set<String> known = new HashSet<>();
        Setting.known().values().forEach(setting -> known.add(setting.variable()));
        Set<String> common = new TreeSet<>(literals(BASE));
        assertThat(literals(EXAMPLE))
                .as("the example says where everything is")
                .containsAll(common.stream()
                        .filter(name -> !name.startsWith("LOGGING_"))
                        .toList());
        common.addAll(literals(EXAMPLE));
        services().forEach(deployment -> {
            Set<String> told = new TreeSet<>(common);
            told.addAll(environment(deployment).keySet());
            for (Object from : (List<?>) at(container(deployment), "envFrom")) {
                if (map(from).containsKey("secretRef")) {
                    told.addAll(secrets().get(String.valueOf(at(from, "secretRef", "name"))));
                }
            }
            assertThat(told)
                    .as(name(deployment))
                    .allMatch(variable -> known.contains(variable)
                            || variable.equals("JAVA_TOOL_OPTIONS")
                            || variable.startsWith("SPRING_KAFKA_PROPERTIES_"));
            assertThat(told).as(name(deployment)).containsAll(needed(service(deployment)));
        });
    }

    /** The pods have no home in which the driver could find an authority's file. */
    @Test
    void theDatabasesCertificateIsCheckedWithWhatThePodsHave() {
        for (String folder : List.of(BASE, EXAMPLE)) {
            assertThat(Repository.text(folder + "kustomization.yaml"))
                    .containsPattern("SPRING_DATASOURCE_URL=\\S+\\?sslmode=verify-full&sslfactory="
                            + DefaultJavaSSLFactory.class.getName() + "\n");
        }
    }

    @Test
    void thePodIsTheImages() {
        Object port = at(pod, "containers", "0", "ports", "0", "containerPort");
        assertThat(dockerfile)
                .contains("SERVER_PORT=" + port + "\n")
                .contains("USER " + at(pod, "securityContext", "runAsUser") + ":"
                        + at(pod, "securityContext", "runAsGroup") + "\n");
        assertThat(List.of(
                        at(pod, "containers", "0", "volumeMounts", "0", "mountPath"),
                        at(pod, "containers", "0", "volumeMounts", "1", "mountPath")))
                .containsExactly("/tmp", Repository.first("VOLUME (\\S+)", dockerfile));
        services().forEach(deployment -> {
            Service service = service(deployment);
            assertThat(environment(deployment))
                    .containsEntry("JAVA_TOOL_OPTIONS", String.join(" ", ServiceJvm.heap(service)))
                    .containsEntry("SPRING_DATASOURCE_USERNAME", service.serviceName());
        });
    }

    @Test
    void healthIsAskedWhereItIsAnsweredAndAStopHasTimeToDrain() {
        assertThat(Repository.platformProperties()).containsEntry("management.endpoint.health.probes.enabled", "true");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(at(pod, "containers", "0", probe, "httpGet", "path"))
                    .isEqualTo("/actuator/health/" + (probe.startsWith("readiness") ? "readiness" : "liveness"));
        }
        long stop = DurationStyle.detectAndParse(
                        Repository.platformProperties().get("spring.lifecycle.timeout-per-shutdown-phase"))
                .toSeconds();
        assertThat((Integer) at(pod, "terminationGracePeriodSeconds")).isGreaterThan((int) stop + 10);
    }

    @Test
    void whatIsScaledIsThereAndItsGroupsAndTopicsAre() {
        Set<String> groups =
                Arrays.stream(ConsumerGroup.values()).map(ConsumerGroup::id).collect(Collectors.toSet());
        assertThat(of("ScaledObject").map(KubernetesTest::name))
                .containsExactlyInAnyOrder("generation", "delivery-telegram", "delivery-storage", "backfill");
        of("ScaledObject").forEach(scaled -> {
            String target = String.valueOf(at(scaled, "spec", "scaleTargetRef", "name"));
            var deployment = services()
                    .filter(found -> name(found).equals(target))
                    .findFirst()
                    .orElseThrow();
            assertThat(map(at(deployment, "spec"))).as("KEDA sets the number").doesNotContainKey("replicas");
            for (Object trigger : (List<?>) at(scaled, "spec", "triggers")) {
                if (at(trigger, "type").equals("kafka")) {
                    assertThat(groups).contains(String.valueOf(at(trigger, "metadata", "consumerGroup")));
                    var topic = Topics.all().stream()
                            .filter(found -> found.name().equals(at(trigger, "metadata", "topic")))
                            .findFirst()
                            .orElseThrow();
                    assertThat(at(trigger, "metadata", "offsetResetPolicy")).isEqualTo("earliest");
                    assertThat((Integer) at(scaled, "spec", "maxReplicaCount"))
                            .as("more processes than partitions would idle")
                            .isLessThanOrEqualTo(topic.partitions());
                }
            }
        });
    }

    @Test
    void everyDeploymentHasABudgetAndMemory() {
        assertThat(of("PodDisruptionBudget")
                        .map(budget -> at(budget, "spec", "selector", "matchLabels", "app.kubernetes.io/name")))
                .containsExactlyInAnyOrderElementsOf(
                        services().map(KubernetesTest::name).toList());
        of("Deployment").filter(deployment -> !name(deployment).equals("tools")).forEach(deployment -> {
            int heap = Integer.parseInt(
                    Repository.first("-Xmx(\\d+)m", environment(deployment).get("JAVA_TOOL_OPTIONS")));
            int limit = Integer.parseInt(Repository.first(
                    "(\\d+)Mi", String.valueOf(at(container(deployment), "resources", "limits", "memory"))));
            assertThat(limit).as(name(deployment)).isGreaterThanOrEqualTo(2 * heap);
        });
    }

    @Test
    void theConsoleIsToldWhatItTakesAndNobodyButItsOperatorReachesIt() {
        var console = of("Deployment")
                .filter(deployment -> name(deployment).equals("console"))
                .findFirst()
                .orElseThrow();
        String takes = Repository.text("tools/console/src/main/java/io/stickermill/console/ConsoleCommand.java");
        Set<String> told = new TreeSet<>(environment(console).keySet());
        told.addAll(secrets().get("stickermill-console"));
        assertThat(told)
                .allMatch(name -> name.equals("JAVA_TOOL_OPTIONS")
                        || takes.contains(name)
                        || InstallationOptions.variables().contains(name))
                .contains(
                        "STICKERMILL_CONSOLE_TOKEN",
                        "STICKERMILL_TOOLS_BOOTSTRAP",
                        "STICKERMILL_TOOLS_REGISTRY",
                        "STICKERMILL_TOOLS_DATABASE",
                        "STICKERMILL_TOOLS_DATABASE_PASSWORD",
                        "STICKERMILL_TOOLS_API_KEY");
        assertThat(secrets().get("stickermill-database")).contains("console");
        assertThat(environment(console))
                .containsEntry("STICKERMILL_TOOLS_HISTORY", "http://history")
                .containsEntry("STICKERMILL_TOOLS_BACKFILL", "http://backfill");
        assertThat(of("Service").map(KubernetesTest::name)).contains("history", "backfill");
        String image = Repository.first("(?s)(AS console\n.*?)\nFROM ", dockerfile);
        assertThat(image)
                .contains("EXPOSE " + at(container(console), "ports", "0", "containerPort") + "\n")
                .contains("USER " + at(console, "spec", "template", "spec", "securityContext", "runAsUser") + ":");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(at(container(console), probe, "httpGet", "path")).isEqualTo("/health");
        }
        assertThat(of("NetworkPolicy")
                        .filter(policy -> map(at(policy, "spec")).containsKey("ingress"))
                        .map(policy -> String.valueOf(at(policy, "spec", "podSelector"))))
                .as("whom anybody may call")
                .hasSize(3)
                .allMatch(selected -> selected.contains("operator=NotIn, values=[console, tools]")
                        || selected.contains("operator=In, values=[history, backfill]")
                        || selected.contains(
                                "operator=In, values=[gateway, delivery-storage, history, backfill, generation]"));
    }

    /** What an operator asks, health and metrics are nobody else's. */
    @Test
    void whatIsOpenToTheWorldIsAnsweredAndMeantForIt() {
        for (Object rule : (List<?>) at(Repository.yaml(EXAMPLE + "ingress.yaml"), "spec", "rules")) {
            for (Object path : (List<?>) at(rule, "http", "paths")) {
                String open = String.valueOf(at(path, "path"));
                Service service = Service.named(String.valueOf(at(path, "backend", "service", "name")))
                        .orElseThrow();
                assertThat(answered(service)).as("what " + service + " answers").anyMatch(one -> one.startsWith(open));
                assertThat(open).doesNotStartWith("/actuator").doesNotMatch("/v1/?");
                assertThat(open)
                        .as("what the customers' key opens, and the webhook")
                        .isIn("/v1/stickers", "/v1/sticker-sets", "/v1/jobs", "/telegram/webhook");
            }
        }
    }

    private static Set<String> answered(Service service) {
        Set<String> paths = new TreeSet<>();
        for (String controller : Repository.texts(service.module() + "/src/main/java", "Controller.java")) {
            List<String> found = MAPPING.matcher(controller)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            String root = controller.contains("@RequestMapping(\"")
                    ? Repository.first("@RequestMapping\\(\"([^\"]+)", controller)
                    : "";
            found.forEach(path -> paths.add(path.startsWith(root) ? path : root + path));
        }
        return paths;
    }

    private static Set<String> needed(Service service) {
        var set = Repository.properties(service).keySet();
        Set<String> needed = new TreeSet<>();
        ServiceCode.settings(service).stream()
                .filter(Setting::required)
                .filter(setting -> !set.contains(setting.name()))
                .map(Setting::variable)
                .forEach(needed::add);
        SettingsPage.REQUIRED_OF_SPRING.forEach(
                name -> needed.add(Setting.known().get(name).variable()));
        return needed;
    }

    /** The variables of each secret, as the example's script makes them. */
    private static Map<String, Set<String>> secrets() {
        String script = Repository.text(EXAMPLE + "secrets/new.sh");
        return Pattern.compile("(?s)keep ([a-z-]+)\\.env <<ENV\n(.*?)\nENV")
                .matcher(script)
                .results()
                .collect(Collectors.toMap(
                        (MatchResult match) -> "stickermill-" + match.group(1),
                        match -> match.group(2)
                                .lines()
                                .map(line -> line.substring(0, line.indexOf('=')))
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Set<String> literals(String folder) {
        return strings(at(Repository.yaml(folder + "kustomization.yaml"), "configMapGenerator", "0", "literals"))
                .map(literal -> literal.substring(0, literal.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Map<String, Object>> of(String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind")));
    }

    /** Deployments of the services, without those of the tools. */
    private Stream<Map<String, Object>> services() {
        return of("Deployment").filter(deployment -> !TOOLS.contains(name(deployment)));
    }

    private static String name(Map<String, Object> object) {
        return String.valueOf(at(object, "metadata", "name"));
    }

    private static Service service(Map<String, Object> deployment) {
        String image = String.valueOf(at(container(deployment), "image"));
        return Service.named(image.replace("stickermill/", "").replace("-service", ""))
                .orElseThrow();
    }

    private static Map<String, Object> container(Map<String, Object> deployment) {
        return map(at(deployment, "spec", "template", "spec", "containers", "0"));
    }

    /** A value from a secret stands as empty. */
    private static Map<String, String> environment(Map<String, Object> deployment) {
        List<Map<String, Object>> entries = new ArrayList<>();
        ((List<?>) at(container(deployment), "env")).forEach(entry -> entries.add(map(entry)));
        return entries.stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.get("name")),
                        entry -> String.valueOf(entry.getOrDefault("value", ""))));
    }

    private static Stream<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** The value at the end of a path; a number is a place in a list. */
    private static Object at(Object from, String... path) {
        Object here = from;
        for (String step : path) {
            here = here instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : map(here).get(step);
        }
        return here;
    }
}
