package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    void anEnvironmentIsNotOverwrittenAndIsReadByItsOwnerAlone() throws Exception {
        newEnvironment();
        Path file = folder.resolve("1.env");
        String before = Files.readString(file);

        assertThat(run(file)).isEqualTo(1);

        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Map<String, String> newEnvironment() throws IOException, InterruptedException {
        made++;
        Path file = folder.resolve(made + ".env");
        assertThat(run(file)).isZero();
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
