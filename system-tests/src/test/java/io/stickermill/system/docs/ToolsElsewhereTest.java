package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.operations.installation.InstallationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operator's commands elsewhere: page, image, compose and Kubernetes say what the code says. They are read here, not run. */
class ToolsElsewhereTest {

    private static final Pattern VARIABLE = Pattern.compile(InstallationOptions.PREFIX + "[A-Z_]*[A-Z]");
    private static final Pattern JVM_OPTION = Pattern.compile("(?<= )(-[XD]|--)[^ \"$]+");

    /** What an installation is named by; files are for where there are no variables. */
    private static final Set<String> NEEDED = InstallationOptions.variables().stream()
            .filter(name -> !name.endsWith("_FILE") && !name.endsWith("_KAFKA_CONFIG"))
            .collect(Collectors.toCollection(TreeSet::new));

    private final String dockerfile = Repository.text("deploy/Dockerfile");
    private final String stage = Repository.first("(?s)(FROM \\S+ \\S+ AS tools\n.*?)\nFROM ", dockerfile);

    @Test
    void thePageHasEveryOptionAndVariableAndNoOther() {
        String table = Repository.first(
                "(?s)## The same tools elsewhere\n(.*?)\n\nNo secret", Repository.text("docs/operating.md"));
        assertThat(Pattern.compile("`([A-Z_]+)`")
                        .matcher(table)
                        .results()
                        .map((MatchResult match) -> InstallationOptions.PREFIX + match.group(1))
                        .filter(name -> !name.equals(InstallationOptions.PREFIX + InstallationOptions.PREFIX)))
                .containsExactlyInAnyOrderElementsOf(InstallationOptions.variables());
        String code = Repository.text(
                "tools/operations/src/main/java/io/stickermill/operations/installation/InstallationOptions.java");
        assertThat(Pattern.compile("(?m)^\\| `(--[a-z-]+)")
                        .matcher(table)
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("names = \"(--[a-z-]+)\"")
                        .matcher(code)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList());
    }

    @Test
    void noVariableIsWrittenThatTheToolsDoNotRead() throws IOException {
        for (String folder : List.of("docs", "deploy", "tools")) {
            try (Stream<Path> files = Files.walk(Repository.path(folder))) {
                for (Path file : files.filter(path -> !path.toString().contains("/target/")
                                && path.toString().matches(".*\\.(md|ya?ml|sh)|.*Part\\.java"))
                        .toList()) {
                    known(file);
                }
            }
        }
        known(Repository.path("docker-compose.yml"));
    }

    @Test
    void theImageStartsThemAsTheCommandDoes() {
        String here = Repository.first("(?s)(exec \"\\$JAVA_HOME.*)", Repository.text("stickermill"));
        Set<String> options = options(here);
        options.removeIf(option -> option.startsWith("-Dstickermill.root"));
        assertThat(options(Repository.text("deploy/tools.sh")))
                .hasSizeGreaterThan(4)
                .isEqualTo(options);
        assertThat(stage)
                .contains("COPY deploy/tools.sh /usr/local/bin/stickermill\n")
                .contains("ENTRYPOINT [\"stickermill\"]")
                .contains("/app/lib/\n");
        assertThat(stage.indexOf("\nUSER 10001:10001\n")).isPositive().isLessThan(stage.indexOf("\nENTRYPOINT "));
        assertThat(Files.isExecutable(Repository.path("deploy/tools.sh"))).isTrue();
    }

    @Test
    void composeTellsThemEverything() {
        Map<?, ?> services = (Map<?, ?>) Repository.yaml("docker-compose.yml").get("services");
        Map<?, ?> tools = (Map<?, ?>) services.get("tools");
        Map<?, ?> told = (Map<?, ?>) tools.get("environment");
        assertThat(told.keySet().stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(NEEDED);
        told.forEach((name, value) -> Pattern.compile("([a-z0-9-]+):\\d+")
                .matcher(String.valueOf(value))
                .results()
                .forEach(address -> assertThat(services.containsKey(address.group(1)))
                        .as(name + ": " + value)
                        .isTrue()));
        assertThat(tools.get("profiles")).as("`up` starts none").isEqualTo(List.of("tools"));
        assertThat(tools.get("build")).asString().contains("target=tools");
        Map<?, ?> postgres = (Map<?, ?>) ((Map<?, ?>) services.get("postgres")).get("environment");
        assertThat(told.get(InstallationOptions.PREFIX + "DATABASE_PASSWORD"))
                .isEqualTo(postgres.get("CONSOLE_DB_PASSWORD"));
    }

    @Test
    void kubernetesTellsThemEverythingAndLetsThemCall() {
        List<Map<String, Object>> objects = Repository.yamls("deploy/kubernetes/base/tools.yaml");
        String pod = of(objects, "Deployment").toString();
        assertThat(VARIABLE.matcher(pod).results().map(MatchResult::group)).containsExactlyInAnyOrderElementsOf(NEEDED);
        assertThat(pod)
                .contains("key=SPRING_KAFKA_BOOTSTRAPSERVERS")
                .contains("key=SPRING_DATASOURCE_URL")
                .contains("key=STICKERMILL_REGISTRY_URL")
                .contains("image=stickermill/tools")
                .contains("runAsUser=10001");
        String secrets = Repository.text("deploy/kubernetes/example/secrets/new.sh");
        assertThat(secrets).contains("\nconsole=$(secret)\n").contains("\nkeep client.properties <<");
        List<String> called = Pattern.compile("value=http://([a-z]+)")
                .matcher(pod)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(called).containsExactlyInAnyOrder("gateway", "delivery", "history", "backfill", "generation");
        String open = of(objects, "NetworkPolicy").toString();
        String services = Stream.of("gateway", "history", "backfill", "generation", "tools")
                .map(file -> Repository.text("deploy/kubernetes/base/" + file + ".yaml"))
                .collect(Collectors.joining());
        called.forEach(name -> {
            String pods = Repository.first(
                    "kind: Service\nmetadata:\n {2}name: " + name
                            + "\nspec:\n {2}selector:\n {4}app.kubernetes.io/name: (\\S+)\n",
                    services);
            assertThat(open).as("calls to " + name).containsPattern("values=\\[[^\\]]*\\b" + pods + "\\b");
        });
        assertThat(Repository.text("deploy/kubernetes/base/kustomization.yaml")).contains("- tools.yaml");
        assertThat(Repository.text("deploy/kubernetes/example/kafka-login-tools.yaml"))
                .contains(InstallationOptions.PREFIX + "KAFKA_CONFIG");
    }

    private static void known(Path file) throws IOException {
        assertThat(VARIABLE.matcher(Files.readString(file)).results().map(MatchResult::group))
                .as(file.toString())
                .allMatch(InstallationOptions.variables()::contains);
    }

    private static Set<String> options(String script) {
        return JVM_OPTION
                .matcher(script.replace("\n", " "))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Object> of(List<Map<String, Object>> objects, String kind) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .findFirst()
                .orElseThrow();
    }
}
