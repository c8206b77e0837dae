package io.stickermill.benchmarks;

import io.stickermill.benchmarks.chaos.StorageGate;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Jit;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stack on free ports, usually without generation, which the bench plays. Telegram's limits are switched off in the
 * emulator and raised in the services: their buckets are asked as ever, and never empty. Its JVMs compile as in production.
 */
public final class BenchStack implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(8);

    private static final Set<String> NOT_NEEDED =
            Set.of(Service.GENERATION.serviceName(), Service.BACKFILL.serviceName());

    /** Telegram's limits are raised; few photos come again and again, and each is looked at as if it came for the first time. */
    private static final Map<String, String> SETTINGS = Map.of(
            "stickermill.segmentation.remembered", "0",
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
        this(folder, Map.of(), Map.of(), listener);
    }

    /**
     * @param settings of the services, beside those of every bench
     * @param programs what is run in place of a service's jar: another one, then arguments
     */
    BenchStack(
            Path folder,
            Map<String, String> settings,
            Map<Service, List<String>> programs,
            Supervisor.Listener listener)
            throws IOException {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        this.home = new Home(folder);
        this.parts = StackParts.at(home, all, programs, Jit.FULL);
        this.gate = new StorageGate(parts.putGateBeforeStorage(), parts.storagePort());
        this.supervisor = new Supervisor(parts, home, listener);
        this.emulator = new EmulatorAdmin(telegram());
    }

    /** Returns when everything that is needed is ready. */
    public void start() throws IOException, InterruptedException {
        startParts(supervisor.names().stream()
                .filter(name -> !NOT_NEEDED.contains(name))
                .toList());
        withoutLimits();
    }

    /** Starts these parts, and no other; returns when they are ready. */
    void startParts(Collection<String> names) throws InterruptedException {
        names.forEach(supervisor::start);
        supervisor.awaitReady(names, START);
    }

    /** Returns when their processes are gone. */
    void stopParts(Collection<String> names) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            names.forEach(name -> threads.execute(() -> supervisor.stop(name)));
        }
    }

    /** Adds processes of a service, which start at once, or takes some away; gives the names of all. */
    List<String> scale(Service service, int number) {
        supervisor.scale(service, number);
        String name = service.serviceName();
        return supervisor.names().stream()
                .filter(part -> part.equals(name) || part.startsWith(name + "-"))
                .toList();
    }

    /** The emulator lets everything through. */
    void withoutLimits() throws IOException, InterruptedException {
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

    /** Address of the services' database, as JDBC has it. */
    String databaseUrl() {
        return Objects.requireNonNull(parts.access().get("database"));
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
        processes().forEach((part, process) -> used.put(part, process.cpu()));
        used.put("bench", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return used;
    }

    /** What runs, by the parts' names. */
    Map<String, ProcessTree> processes() {
        Map<String, ProcessTree> running = new LinkedHashMap<>();
        supervisor.status().stream()
                .filter(PartStatus::isReady)
                .forEach(part -> running.put(part.name(), new ProcessTree(part.pid())));
        return running;
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
