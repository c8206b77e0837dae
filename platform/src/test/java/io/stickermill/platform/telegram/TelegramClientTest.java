package io.stickermill.platform.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class TelegramClientTest {

    private static final String TOKEN = "42:secret-part";

    /** Path and form of each call. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private HttpServer server;
    private static final String REFUSAL = """
            {"ok":false,"error_code":400,
             "description":"Bad Request: wrong file_id or the file is temporarily unavailable"}
            """;

    @TempDir
    private Path folder;

    private int refusals;
    private int status = 200;
    private String answer;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bot" + TOKEN + "/", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String method = exchange.getRequestURI().getPath().substring(("/bot" + TOKEN + "/").length());
            asked.add(method + " " + URLDecoder.decode(form, UTF_8));
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write((refusals-- > 0 ? REFUSAL : answer).getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"update_id\":8,\"message\":{\"date\":\"yesterday\"}}",
                "{ \"message\" : {\"text\":\"a ] and a \\\" and a }\", \"date\": nonsense } , \"update_id\" : 8 }",
                "{\"update_id\":8,\"message\":\\x}",
                "{\"update_id\":8,\"message\":1e999999999999}"
            })
    void anUpdateThatNobodyCanReadDoesNotHideTheOthers(String unreadable) {
        answer = "{\"ok\":true,\"result\":[{\"update_id\":7}, " + unreadable + ", {\"update_id\":9}]}";

        assertThat(updates())
                .isInstanceOfSatisfying(
                        Updates.Received.class,
                        received -> assertThat(received.updates())
                                .extracting(update -> update.id().orElseThrow())
                                .containsExactly(7L, 8L, 9L));
        assertThat(asked).containsExactly("getUpdates offset=7&limit=10&timeout=1&allowed_updates=[\"message\"]");
    }

    @Test
    void howDeepAnUpdateIsDoesNotMatterToTheOthers() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        answer = "{\"ok\":true,\"result\":[{\"update_id\":7,\"message\":" + deep + "},{\"update_id\":4294967296},17]}";

        assertThat(updates())
                .isInstanceOfSatisfying(
                        Updates.Received.class,
                        received -> assertThat(received.updates())
                                .extracting(RawUpdate::id)
                                .containsExactly(
                                        OptionalLong.of(7), OptionalLong.of(4_294_967_296L), OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ok\":true,\"result\":[{\"update_id\":7}", "{\"ok\":true,\"result\":7}", "{\"ok\":true}", ""})
    void anAnswerThatBreaksOffIsNone(String broken) {
        answer = broken;

        assertThat(updates()).isInstanceOf(Updates.Unavailable.class);
    }

    @Test
    void aRefusalIsTold() {
        answer = """
                {"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":5}}
                """;

        assertThat(updates())
                .isEqualTo(new Updates.Refused(429, "Too Many Requests", Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void whatIsNoAnswerOfTelegramsNamesNoToken() {
        answer = "<html>Bad gateway</html>";
        assertThat(updates()).isInstanceOf(Updates.Unavailable.class);
        server.stop(0);
        assertThat(updates())
                .isInstanceOfSatisfying(
                        Updates.Unavailable.class, no -> assertThat(no.cause()).doesNotContain("secret-part"));
    }

    @Test
    void theFirstCallChangesNothing(CapturedOutput log) {
        answer = """
                {"ok":true,"result":{"id":42,"is_bot":true,"first_name":"mill"}}
                """;

        warmUp();

        assertThat(asked).containsExactly("getMe ");
        assertThat(log.getOut()).isEmpty();
    }

    @Test
    void aWrongTokenIsSaidAndNotShown(CapturedOutput log) {
        status = 401;
        answer = """
                {"ok":false,"error_code":401,"description":"Unauthorized"}
                """;

        warmUp();

        assertThat(log.getOut())
                .contains("Telegram refuses bot 42: 401 Unauthorized; is its token right?")
                .doesNotContain("secret-part");
    }

    @Test
    void aTelegramThatIsAwayIsNoReasonNotToStart(CapturedOutput log) {
        server.stop(0);

        warmUp();

        assertThat(log.getOut()).contains("Telegram is out of reach: getMe").doesNotContain("secret-part");
    }

    @Test
    void aFileThatMayBeAwayForAMomentIsAskedForAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("file_1.jpg"), "a photo");
        answer = found(file);
        refusals = 2;

        assertThat(download())
                .isInstanceOfSatisfying(
                        Download.Fetched.class,
                        got -> assertThat(got.content()).asString(UTF_8).isEqualTo("a photo"));
        assertThat(asked).hasSize(3);

        refusals = 100;
        assertThat(download()).isInstanceOf(Download.Gone.class);
    }

    @Test
    void aFileOfALocalServerIsReadFromTheDiskWithinTheLimit() throws IOException {
        answer = found(Files.write(folder.resolve("large"), new byte[2000]));

        assertThat(download()).isInstanceOf(Download.TooLarge.class);
    }

    @Test
    void aFileOfALocalServerThatIsNotHereIsTheOperatorsMatter(CapturedOutput log) {
        answer = found(folder.resolve("elsewhere.jpg"));

        assertThat(download())
                .isInstanceOfSatisfying(
                        Download.Barred.class,
                        barred -> assertThat(barred.cause()).contains("--local", "elsewhere.jpg", "mount"));
        assertThat(log.getOut()).contains("no file can be downloaded").doesNotContain("secret-part");
    }

    @Test
    void aRefusedTokenIsTheOperatorsMatter() {
        status = 404;
        answer = """
                {"ok":false,"error_code":404,"description":"Not Found"}
                """;

        assertThat(download()).isInstanceOf(Download.Barred.class);
    }

    private static String found(Path file) {
        return """
                {"ok":true,"result":{"file_id":"F","file_unique_id":"U","file_path":"%s"}}
                """.formatted(file);
    }

    private Download download() {
        return with(client -> client.download("F", DataSize.ofBytes(1000)));
    }

    private Updates updates() {
        return with(client -> client.updates(7, 10, Duration.ofSeconds(1), List.of("message")));
    }

    private void warmUp() {
        with(client -> {
            client.warmUp();
            return true;
        });
    }

    private <R> R with(Function<TelegramClient, R> use) {
        var settings = new TelegramSettings(
                TOKEN,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
        try (var client = new TelegramClient(
                settings, new SimpleMeterRegistry(), Traces.none(), List.of(Duration.ZERO, Duration.ZERO))) {
            return use.apply(client);
        }
    }
}
