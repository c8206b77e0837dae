package io.stickermill.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real registry behind a gate that answers an error some times first, as the registry does whose database died. */
class EventCodecIT {

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer gate;
    private int status;
    private int times;

    @BeforeEach
    void open() throws IOException {
        URI registry = URI.create(LocalParts.shared(Set.of(PartKind.REGISTRY))
                .springProperties("backfill")
                .get("stickermill.registry.url"));
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.createContext("/", exchange -> {
            byte[] question = exchange.getRequestBody().readAllBytes();
            int code = status;
            byte[] answer =
                    ("{\"status\":" + status + ",\"title\":\"no connection\"}").getBytes(StandardCharsets.UTF_8);
            String kind = "application/json";
            if (asked.incrementAndGet() > times) {
                var request = HttpRequest.newBuilder(
                                registry.resolve(exchange.getRequestURI().toString()))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(question));
                for (String header : List.of("Content-Type", "Accept")) {
                    String value = exchange.getRequestHeaders().getFirst(header);
                    if (value != null) {
                        request.header(header, value);
                    }
                }
                try {
                    var answered = http.send(request.build(), BodyHandlers.ofByteArray());
                    code = answered.statusCode();
                    answer = answered.body();
                    kind = answered.headers().firstValue("Content-Type").orElse(kind);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            exchange.getResponseHeaders().set("Content-Type", kind);
            exchange.sendResponseHeaders(code, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gate.start();
    }

    @AfterEach
    void close() {
        gate.stop(0);
        http.close();
    }

    private EventCodec codec() {
        return new EventCodec("http://127.0.0.1:" + gate.getAddress().getPort() + "/apis/registry/v3");
    }

    @Test
    void aStartWaitsForARegistryThatIsAway() {
        status = 500;
        times = 2;

        try (EventCodec codec = codec()) {
            codec.warmUp(List.of(Topics.PHOTO_REQUESTS));
        }

        assertThat(asked.get()).isGreaterThan(times);
    }

    @Test
    void aSchemaThatIsRefusedEndsTheStartAtOnce() {
        status = 409;
        times = Integer.MAX_VALUE;

        try (EventCodec codec = codec()) {
            assertThatThrownBy(() -> codec.warmUp(List.of(Topics.PHOTO_REQUESTS)))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(asked.get()).isOne();
    }
}
