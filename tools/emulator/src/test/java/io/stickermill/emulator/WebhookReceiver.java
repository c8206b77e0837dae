package io.stickermill.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A bot's webhook that keeps what it got and complains of what Telegram never does. */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Got> got = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private volatile Function<JsonNode, Reply> answers = update -> Reply.OK;

    public record Got(JsonNode update, String secret, long nanos) {
        public int id() {
            return update.get("update_id").asInt();
        }
    }

    /** @param held the answer waits for it; null for at once */
    public record Reply(int status, String retryAfter, CountDownLatch held) {
        public static final Reply OK = new Reply(200, null, null);

        public static Reply status(int status) {
            return new Reply(status, null, null);
        }
    }

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public void answer(Function<JsonNode, Reply> answers) {
        this.answers = answers;
    }

    public synchronized List<Got> got() {
        return List.copyOf(got);
    }

    public List<Integer> ids() {
        return got().stream().map(Got::id).toList();
    }

    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void receive(HttpExchange http) throws IOException {
        JsonNode update = Json.MAPPER.readTree(http.getRequestBody().readAllBytes());
        String queue = update.has("callback_query")
                ? "taps " + update.at("/callback_query/from/id")
                : "chat " + update.at("/message/chat/id");
        synchronized (this) {
            if (!underWay.add(queue)) {
                complaints.add("two at once in " + queue);
            }
            if (!http.getRequestMethod().equals("POST")
                    || !"application/json".equals(http.getRequestHeaders().getFirst("Content-Type"))) {
                complaints.add("not a POST of JSON");
            }
            got.add(new Got(
                    update, http.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"), System.nanoTime()));
        }
        Reply reply = answers.apply(update);
        if (reply.held() != null) {
            try {
                reply.held().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            underWay.remove(queue);
        }
        if (reply.retryAfter() != null) {
            http.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        http.sendResponseHeaders(reply.status(), -1);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
