package io.stickermill.benchmarks;

import io.stickermill.benchmarks.chaos.StorageGate;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.Supervisor;
import io.stickermill.localstack.supervisor.Supervisor.PartStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A stack on free ports without generation, which the bench plays. Telegram's limits are switched off in the emulator and
 * raised in the services: their buckets are asked as ever, and never empty.
 */
public final class BenchStack implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(8);

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
    private final EmulatorAdmin emulator;

    /** @param folder for the stack's data and logs */
    public BenchStack(Path folder, Supervisor.Listener listener) throws IOException {
        this.home = new Home(folder);
        this.parts = StackParts.at(home, LIMITS_RAISED);
        this.gate = new StorageGate(parts.putGateBeforeStorage(), parts.storagePort());
        this.supervisor = new Supervisor(parts, home, listener);
        this.emulator = new EmulatorAdmin(telegram());
    }

    /** Returns when everything that is needed is ready. */
    public void start() throws IOException, InterruptedException {
        List<String> needed = supervisor.names().stream()
                .filter(name -> !NOT_NEEDED.contains(name))
                .toList();
        needed.forEach(supervisor::start);
        supervisor.awaitReady(needed, START);
        emulator.ask(
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

    /** The CPU time that each part has used so far, its children's included (PostgreSQL has some); and this process's. */
    Map<String, Duration> cpu() {
        Map<String, Duration> used = new LinkedHashMap<>();
        supervisor.status().stream().filter(PartStatus::isReady).forEach(part -> {
            Stream<ProcessHandle> children =
                    ProcessHandle.of(part.pid()).stream().flatMap(ProcessHandle::descendants);
            used.put(part.name(), cpu(Stream.concat(ProcessHandle.of(part.pid()).stream(), children)));
        });
        used.put("bench", cpu(Stream.of(ProcessHandle.current())));
        return used;
    }

    private static Duration cpu(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** As the superuser. */
    Connection database() throws SQLException {
        return parts.database("postgres");
    }

    /** A user sends a photo; gives the message's id. */
    int sendPhoto(long user, byte[] photo) throws IOException, InterruptedException {
        return emulator.ask("POST", "/admin/users/" + user + "/photos?as=photo", photo)
                .path("message_id")
                .asInt();
    }

    EmulatorAdmin emulator() {
        return emulator;
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
