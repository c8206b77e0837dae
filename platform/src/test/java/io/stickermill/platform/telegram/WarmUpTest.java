package io.stickermill.platform.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WarmUpTest {

    private static final String TOKEN = "42:secret-part";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = """
            {"ok":true,"result":{"id":42,"is_bot":true,"first_name":"mill"}}
            """;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theFirstCallChangesNothing(CapturedOutput log) {
        warmUp();

        assertThat(asked).containsExactly("/bot" + TOKEN + "/getMe");
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

    private void warmUp() {
        var settings = new TelegramSettings(
                TOKEN,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        try (var client = new TelegramClient(settings)) {
            client.warmUp();
        }
    }
}
