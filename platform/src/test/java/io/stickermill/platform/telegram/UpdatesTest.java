package io.stickermill.platform.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdatesTest {

    private static final String TOKEN = "42:secret-part";

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private String answer;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bot" + TOKEN + "/getUpdates", exchange -> {
            asked.set(URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anUpdateThatTheLibraryCannotReadDoesNotHideTheOthers() {
        answer = """
                {"ok":true,"result":[{"update_id":7},{"update_id":8,"message":{"date":"yesterday"}},{"update_id":9}]}
                """;

        assertThat(updates())
                .isInstanceOfSatisfying(
                        Updates.Received.class,
                        received -> assertThat(received.updates())
                                .extracting(update -> update.getAsJsonObject()
                                        .get("update_id")
                                        .getAsInt())
                                .containsExactly(7, 8, 9));
        assertThat(asked.get()).isEqualTo("offset=7&limit=10&timeout=1&allowed_updates=[\"message\"]");
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

    private Updates updates() {
        var settings = new TelegramSettings(
                TOKEN,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
        try (var client = new TelegramClient(settings)) {
            return client.updates(7, 10, Duration.ofSeconds(1), List.of("message"));
        }
    }
}
