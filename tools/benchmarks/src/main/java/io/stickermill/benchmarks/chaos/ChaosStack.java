package io.stickermill.benchmarks.chaos;

import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Jit;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.Supervisor;
import io.stickermill.localstack.supervisor.Supervisor.PartStatus;
import io.stickermill.operations.recovery.ServiceProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole stack on free ports that can be hurt in many ways. */
final class ChaosStack implements AutoCloseable, ServiceProcesses {

    private static final Duration START = Duration.ofMinutes(8);

    /** How long a remote picture may take: longer than any part is away; an order whose answer is lost ends after it. */
    static final Duration REMOTE_LONGEST = Duration.ofSeconds(90);

    private final Home home;
    private final StackParts parts;
    private final Supervisor supervisor;
    private final StorageGate gate;
    private final EmulatorAdmin emulator;
    private final List<LostTime> lostTimes = new CopyOnWriteArrayList<>();
    private final List<HeldBack> heldBack = new CopyOnWriteArrayList<>();

    ChaosStack(Path folder, Supervisor.Listener listener) throws IOException {
        this.home = new Home(folder);
        this.parts = StackParts.at(home, settings(folder), Map.of(), Jit.ofMachine());
        this.gate = new StorageGate(parts.putGateBeforeStorage(), parts.storagePort());
        this.supervisor = new Supervisor(parts, home, listener);
        this.emulator = new EmulatorAdmin(emulatorUrl());
    }

    private static Map<String, String> settings(Path folder) {
        Map<String, String> settings = new LinkedHashMap<>(Books.settings(folder));
        settings.put("stickermill.remote.longest", REMOTE_LONGEST.toSeconds() + "s");
        return settings;
    }

    /** Returns when everything is ready. */
    void start() throws InterruptedException {
        supervisor.startAll();
        awaitReady();
    }

    void awaitReady() throws InterruptedException {
        supervisor.awaitReady(START);
    }

    /** Returns when all are ready but those of a service, which are stopped. */
    void awaitReadyBut(Service service) throws InterruptedException {
        List<String> stopped = instances(service.serviceName());
        supervisor.awaitReady(
                supervisor.names().stream()
                        .filter(name -> !stopped.contains(name))
                        .toList(),
                START);
    }

    /** What the database has forgotten, since it came back from a copy. */
    record LostTime(Instant copied, Instant restored) {}

    /** What was noted in the database between these moments is gone. */
    void hasLost(Instant copied, Instant restored) {
        lostTimes.add(new LostTime(copied, restored));
    }

    List<LostTime> lostTimes() {
        return lostTimes;
    }

    /** Sends were held back on purpose since this moment, for so long: those meet others that left at their time. */
    record HeldBack(Instant from, Instant to) {}

    void heldBack(Instant from, Instant to) {
        heldBack.add(new HeldBack(from, to));
    }

    List<HeldBack> heldBack() {
        return heldBack;
    }

    Home home() {
        return home;
    }

    StackParts parts() {
        return parts;
    }

    StorageGate storage() {
        return gate;
    }

    String bootstrap() {
        return Objects.requireNonNull(parts.access().get("bootstrap"));
    }

    String gateway() {
        return Objects.requireNonNull(parts.access().get("gateway"));
    }

    String delivery() {
        return Objects.requireNonNull(parts.access().get("delivery"));
    }

    String apiKey() {
        return Objects.requireNonNull(parts.access().get("api_key"));
    }

    @Override
    public List<String> instances(String service) {
        return supervisor.names().stream()
                .filter(name -> name.equals(service) || name.startsWith(service + "-"))
                .toList();
    }

    long botId() {
        String token = token();
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    String token() {
        return Objects.requireNonNull(parts.emulator().get("token"));
    }

    EmulatedUser user(long id) {
        return new EmulatedUser(emulatorUrl(), id);
    }

    /** SIGKILL to a part and its children; the supervisor starts it again. */
    void kill(String part) {
        long pid = pid(part);
        ProcessHandle.of(pid).ifPresent(process -> {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        });
    }

    /** SIGKILL to what a part has started and what works for it; the part starts another. Gives how many there were. */
    int killChildrenOf(String part) {
        List<ProcessHandle> children = ProcessHandle.of(pid(part)).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        children.forEach(ProcessHandle::destroyForcibly);
        return children.size();
    }

    /** @param name of a signal, without SIG */
    void signal(String part, String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid(part))
                .start()
                .waitFor();
    }

    @Override
    public void stop(String part) {
        supervisor.stop(part);
    }

    @Override
    public void start(String part) {
        supervisor.start(part);
    }

    /** Stops a service and starts it again with a clock that is wrong by so much. */
    void startWithClock(String part, Duration error) {
        parts.clocks().set(part, error);
        supervisor.stop(part);
        supervisor.start(part);
    }

    void scale(Service service, int number) {
        supervisor.scale(service, number);
    }

    String address(String part) {
        return supervisor.status().stream()
                .filter(status -> status.name().equals(part))
                .map(PartStatus::address)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no part " + part));
    }

    long pid(String part) {
        return supervisor.status().stream()
                .filter(status -> status.name().equals(part))
                .mapToLong(PartStatus::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no part " + part));
    }

    EmulatorAdmin emulator() {
        return emulator;
    }

    private String emulatorUrl() {
        return Objects.requireNonNull(parts.emulator().get("url"));
    }

    /** The rows of a query, as the superuser. */
    List<Map<String, Object>> rows(String sql) throws SQLException {
        try (Connection connection = parts.database("postgres");
                var statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnName(i), found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() throws IOException {
        supervisor.stopAll();
        gate.close();
    }
}
