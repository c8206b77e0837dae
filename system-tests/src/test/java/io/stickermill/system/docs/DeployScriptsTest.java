package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in {@code deploy/}, run. */
class DeployScriptsTest {

    @TempDir
    private Path folder;

    private int made;

    @Test
    void aHealthCheckPassesWith200Only() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/up", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/down", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        String port = Integer.toString(server.getAddress().getPort());
        try {
            assertThat(check(port, "/up")).isZero();
            assertThat(check(port, "/down")).isNotZero();
            assertThat(check(port, "/nowhere")).isNotZero();
        } finally {
            server.stop(0);
        }
        assertThat(check(port, "/up")).isNotZero();
    }

    @Test
    void aNewEnvironmentHasAllThatComposeInsistsOn() throws Exception {
        Map<String, String> first = newEnvironment();
        assertThat(first.keySet()).containsAll(ComposeTest.mustBeGiven());
        Map<String, String> second = newEnvironment();
        first.forEach((name, value) -> {
            if (!List.of("STICKERMILL_TELEGRAM_TOKEN", "STICKERMILL_ENV").contains(name)) {
                assertThat(value).as(name).hasSize(48).isNotEqualTo(second.get(name));
            }
        });
        assertThat(first.get("STICKERMILL_TELEGRAM_TOKEN")).isEmpty();
    }

    private static int check(String port, String path) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", script("healthcheck.sh"), port, path)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void anEnvironmentKeepsWhatItHasAndGetsWhatItLacks() throws Exception {
        Map<String, String> first = newEnvironment();
        Path file = folder.resolve("1.env");
        Files.writeString(file, "GATEWAY_DB_PASSWORD=" + "made long ago".replace(' ', '-'));

        assertThat(run(file)).isZero();

        Map<String, String> filled = read(file);
        assertThat(filled).containsEntry("GATEWAY_DB_PASSWORD", "made-long-ago");
        assertThat(filled.keySet()).isEqualTo(first.keySet());
        String before = Files.readString(file);
        assertThat(run(file)).isZero();
        assertThat(Files.readString(file)).as("nothing is missing").isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** The request is read by Kafka's own code, and so is the answer written. */
    @Test
    void aBrokerIsHealthyWhenItAnswersInItsProtocol() throws Exception {
        assertThat(checkBroker(Errors.NONE)).isZero();
        assertThat(checkBroker(Errors.UNSUPPORTED_VERSION)).isNotZero();
        assertThat(new ProcessBuilder("bash", script("healthcheck-kafka.sh"), "1")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .as("nobody listens there")
                .isNotZero();
    }

    private static int checkBroker(Errors error) throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process check = new ProcessBuilder(
                            "bash", script("healthcheck-kafka.sh"), Integer.toString(broker.getLocalPort()))
                    .start();
            try (Socket caller = broker.accept()) {
                DataInputStream in = new DataInputStream(caller.getInputStream());
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
                RequestHeader header = RequestHeader.parse(request);
                assertThat(header.apiKey()).isEqualTo(ApiKeys.API_VERSIONS);
                assertThat(request.hasRemaining()).isFalse();
                ByteBuffer answer = RequestUtils.serialize(
                        header.toResponseHeader().data(),
                        header.toResponseHeader().headerVersion(),
                        new ApiVersionsResponseData().setErrorCode(error.code()),
                        header.apiVersion());
                DataOutputStream out = new DataOutputStream(caller.getOutputStream());
                out.writeInt(answer.remaining());
                out.write(answer.array(), answer.arrayOffset() + answer.position(), answer.remaining());
                out.flush();
                return check.waitFor();
            }
        }
    }

    @Test
    void anUpgradeGoesServiceByServiceAndKeepsHowManyRun() throws Exception {
        assertThat(upgrade("")).isZero();

        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertThat(calls.subList(0, 3))
                .containsExactly(
                        "compose --profile tools build",
                        "compose up -d --wait kafka postgres s3 registry",
                        "compose exec -T postgres sh /stickermill/init.sh");
        List<String> rolled =
                calls.stream().filter(call -> call.contains("--no-deps")).toList();
        assertThat(rolled)
                .hasSizeGreaterThan(6)
                .contains(
                        "compose up -d --wait --no-deps --scale generation-service=3 generation-service",
                        "compose up -d --wait --no-deps --scale gateway-service=1 gateway-service",
                        "compose up -d --wait --no-deps --scale console=1 console")
                .noneMatch(call -> call.contains("kafka-ui"));
    }

    @Test
    void anUpgradeStopsAtTheFirstError() throws Exception {
        assertThat(upgrade("exec")).isNotZero();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .last()
                .asString()
                .contains("init.sh");

        assertThat(upgrade("delivery-storage=1")).isNotZero();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .noneMatch(call -> call.contains("scale gateway-service"));
    }

    /**
     * With three of generation, no console yet and a kafka-ui that was stopped.
     *
     * @param failing part of a call of docker that fails; empty for none
     */
    private int upgrade(String failing) throws IOException, InterruptedException {
        Path checkout = Files.createTempDirectory(folder, "checkout");
        Path deploy = Files.createDirectory(checkout.resolve("deploy"));
        for (String name : List.of("upgrade.sh", "new-env.sh")) {
            Files.copy(Path.of(script(name)), deploy.resolve(name));
        }
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                case "$*" in
                  *"ps --quiet --status running generation-service") printf 'a\\nb\\nc\\n'; exit ;;
                  *"ps --quiet --status running kafka-ui" | *"ps --quiet --status running console") exit ;;
                  *"ps --all --quiet kafka-ui") echo old; exit ;;
                  *"ps --all --quiet console") exit ;;
                  *" ps "*) echo one; exit ;;
                esac
                echo "$*" >>"$CALLS"
                case "$*" in *"$FAILING"*) [ -z "$FAILING" ] ;; esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        var builder = new ProcessBuilder("sh", deploy.resolve("upgrade.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", docker.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", calls.toString());
        builder.environment().put("FAILING", failing);
        int status = builder.start().waitFor();
        assertThat(checkout.resolve(".env")).as("what a newer version needs").exists();
        return status;
    }

    /** What a role is asked to do is one transaction; its password stands in no argument. */
    @Test
    void theDatabaseIsMadeUpToTheFirstErrorAndNoPasswordIsAnArgument() throws Exception {
        assertThat(initialize("")).isZero();
        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertThat(calls)
                .allMatch(call -> call.contains("--set ON_ERROR_STOP=1"))
                .noneMatch(call -> call.contains("a-password"));
        assertThat(calls.getFirst()).contains("--single-transaction --file /stickermill/services.sql");
        assertThat(calls).anyMatch(call -> call.contains("role=console"));

        assertThat(initialize("services.sql")).isNotZero();
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(1);
    }

    private int initialize(String failing) throws IOException, InterruptedException {
        Path psql = Files.createDirectories(folder.resolve("bin")).resolve("psql");
        Files.writeString(psql, """
                #!/bin/sh
                echo "$*" >>"$CALLS"
                case "$*" in *"$FAILING"*) [ -z "$FAILING" ] ;; esac
                """);
        Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        var builder = new ProcessBuilder("sh", script("postgres/init.sh"));
        builder.environment().put("PATH", psql.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", calls.toString());
        builder.environment().put("FAILING", failing);
        builder.environment().putAll(Map.of("POSTGRES_USER", "postgres", "POSTGRES_DB", "stickermill"));
        builder.environment().put("CONSOLE_DB_PASSWORD", "a-password");
        return builder.start().waitFor();
    }

    private Map<String, String> newEnvironment() throws IOException, InterruptedException {
        made++;
        Path file = folder.resolve(made + ".env");
        assertThat(run(file)).isZero();
        return read(file);
    }

    private static Map<String, String> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.matches("[A-Z0-9_]+=.*"))
                    .collect(Collectors.toMap(line -> line.split("=", 2)[0], line -> line.split("=", 2)[1]));
        }
    }

    private static int run(Path file) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", script("new-env.sh"), file.toString());
        builder.environment().remove("STICKERMILL_TELEGRAM_TOKEN");
        return builder.start().waitFor();
    }

    private static String script(String name) {
        return Repository.path("deploy/" + name).toString();
    }
}
