package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A provider at the HTTP border: takes the calls that a test expects, in their order and as they must be, and no other. */
final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private final Deque<Expected> expected = new ArrayDeque<>();
    private final List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());

    private record Expected(String call, Consumer<Call> check, Answer answer) {}

    /** @param status 0 for a connection that is cut before any answer */
    record Answer(int status, String body, Map<String, String> headers) {}

    /** What came. */
    record Call(HttpExchange exchange, byte[] body) {

        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        String text() {
            return new String(body, UTF_8);
        }

        /** Of a form: bytes of files stay what they are. */
        String form() {
            return new String(body, ISO_8859_1);
        }
    }

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param call method and path with its query */
    StandIn expect(String call, Consumer<Call> check, Answer answer) {
        expected.add(new Expected(call, check, answer));
        return this;
    }

    StandIn expect(String call, int status, String body) {
        return expect(call, _ -> {}, new Answer(status, body, Map.of()));
    }

    private void take(HttpExchange exchange) throws IOException {
        var call = new Call(exchange, exchange.getRequestBody().readAllBytes());
        Expected next = expected.poll();
        try {
            String is = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            assertThat(next).as("nothing more was expected than " + is).isNotNull();
            assertThat(is).isEqualTo(next.call());
            next.check().accept(call);
        } catch (AssertionError e) {
            wrong.add(e);
        }
        Answer answer = next == null ? new Answer(500, "", Map.of()) : next.answer();
        if (answer.status() > 0) {
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** All that was expected came, and as it must. */
    @Override
    public void close() {
        server.stop(0);
        assertThat(wrong).isEmpty();
        assertThat(expected).isEmpty();
    }
}
