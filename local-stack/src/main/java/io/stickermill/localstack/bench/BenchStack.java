package io.stickermill.localstack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.localstack.chaos.StorageGate;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.Supervisor;
import io.stickermill.localstack.supervisor.Supervisor.PartStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A stack on free ports without generation, which the bench plays. Telegram's limits are switched off in the emulator and
 * raised in the services: their buckets are asked as ever, and never empty.
 */
public final class BenchStack implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(4);

    private static final Set<String> NOT_NEEDED =
            Set.of(Service.GENERATION.serviceName(), Service.BACKFILL.serviceName());

    private static final Map<String, String> LIMITS_RAISED = Map.of(
            "stickermill.limits.bot-per-second", "3000",
            "stickermill.limits.chat-burst", "1000",
            "stickermill.limits.chat-interval", "10ms");

    private final Home home;
    private final StackParts parts;
    private final Supervisor supervisor;
    private final StorageGate gate;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param folder for the stack's data and logs */
    public BenchStack(Path folder, Supervisor.Listener listener) throws IOException {
        this.home = new Home(folder);
        this.parts = StackParts.at(home, LIMITS_RAISED);
        this.gate = new StorageGate(parts.putGateBeforeStorage(), parts.storagePort());
        this.supervisor = new Supervisor(parts, home, listener);
    }

    /** Returns when everything that is needed is ready. */
    public void start() throws IOException, InterruptedException {
        List<String> needed = supervisor.names().stream()
                .filter(name -> !NOT_NEEDED.contains(name))
                .toList();
        needed.forEach(supervisor::start);
        Instant deadline = Instant.now().plus(START);
        while (!supervisor.status().stream()
                .filter(part -> needed.contains(part.name()))
                .allMatch(PartStatus::isReady)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Not ready after " + START.toSeconds() + " s: " + supervisor.status());
            }
            Thread.sleep(100);
        }
        emulator(
                "PUT",
                "/admin/limits",
                Map.of("bot_per_second", 0, "chat_burst", 0, "chat_per_second", 0, "group_per_minute", 0));
    }

    Home home() {
        return home;
    }

    StorageGate storageGate() {
        return gate;
    }

    Map<String, String> storage() {
        return parts.storage();
    }

    Path objects() {
        return parts.objects();
    }

    String bootstrap() {
        return Objects.requireNonNull(parts.access().get("bootstrap"));
    }

    String registry() {
        return Objects.requireNonNull(parts.access().get("registry"));
    }

    String telegram() {
        return Objects.requireNonNull(parts.emulator().get("url"));
    }

    String token() {
        return Objects.requireNonNull(parts.emulator().get("token"));
    }

    long botId() {
        return Long.parseLong(token().substring(0, token().indexOf(':')));
    }

    /** As the superuser. */
    Connection database() throws SQLException {
        return parts.database("postgres");
    }

    /** A user sends a photo; gives the message's id. */
    int sendPhoto(long user, byte[] photo) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(telegram() + "/admin/users/" + user + "/photos?as=photo"))
                        .POST(BodyPublishers.ofByteArray(photo)))
                .path("message_id")
                .asInt();
    }

    JsonNode emulator(String method, String path, Object body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(telegram() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode emulator(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(telegram() + path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException("The emulator answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        supervisor.stopAll();
        try {
            gate.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
