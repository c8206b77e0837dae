package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.OwnCommand;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A stack as people run it: the command, as a process of its own. Its data stay when it is closed. */
public final class MeasuredStack implements AutoCloseable {

    private static final Until LOOK = Until.every(Duration.ofMillis(500));
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration COMMAND = Duration.ofHours(2);

    private final Path home;
    private final Process up;
    private final Thread onExit;
    private JsonNode known = Json.MAPPER.missingNode();

    private MeasuredStack(Path home, Process up) {
        this.home = home;
        this.up = up;
        this.onExit = new Thread(up::destroy, "stop-stack");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Returns when everything is ready.
     *
     * @param settings of all services, as Spring names them
     */
    public static MeasuredStack up(Path home, Map<String, Object> settings) throws IOException, InterruptedException {
        return up(home, settings, Map.of());
    }

    /** @param environment of the command itself */
    static MeasuredStack up(Path home, Map<String, Object> settings, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(home.resolve("logs")).resolve("up.txt");
        Map<String, String> all = new HashMap<>(environment);
        // Not from variables of ours, which the stack keeps from its parts.
        Map<String, Object> allSettings = new HashMap<>(settings);
        // A bench sends few photos again and again: each is looked at as if it came for the first time.
        allSettings.put("stickermill.segmentation.remembered", 0);
        all.put("SPRING_APPLICATION_JSON", Json.MAPPER.writeValueAsString(allSettings));
        Process process = OwnCommand.process(List.of("up", "--home", home.toString()), all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        MeasuredStack stack = new MeasuredStack(home, process);
        boolean ready = LOOK.forAtMost(START).isTrue(() -> isReady(log) || !process.isAlive()) && isReady(log);
        if (!ready) {
            stack.close();
            throw new IllegalStateException("The stack did not start: " + log + " says why.");
        }
        stack.known = stack.status();
        return stack;
    }

    private static boolean isReady(Path log) throws IOException {
        return Files.readString(log).contains("Everything is ready");
    }

    public Path home() {
        return home;
    }

    /** What the command printed; fails if it does. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        Path output = Files.createTempFile("stickermill-", ".txt");
        try {
            Process process = OwnCommand.process(command, Map.of())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int code = process.waitFor();
            String printed = Files.readString(output);
            // 3: an import that took all but what stands in its report; a status is 1 while something starts.
            boolean fine = code == 0 || code == 3 || arguments[0].equals("status");
            if (!fine) {
                throw new IllegalStateException(String.join(" ", arguments) + " ended with " + code + ": " + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    public JsonNode status() throws IOException, InterruptedException {
        return Json.MAPPER.readTree(run("status", "--json"));
    }

    /** Returns when so many processes of the service are ready. */
    public void scale(String service, int number) throws IOException, InterruptedException {
        run("scale", service + "=" + number);
        LOOK.isTrue(() -> status().path("ready").asBoolean());
    }

    /** SIGKILL. The supervisor starts the part again. */
    public void kill(String part) throws IOException, InterruptedException {
        ProcessHandle.of(pid(part)).ifPresent(ProcessHandle::destroyForcibly);
    }

    public long pid(String part) throws IOException, InterruptedException {
        return part(status(), part).path("pid").asLong();
    }

    /** Resident memory in MiB; 0 where there is no such process, or no /proc. */
    public static long memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Where a part is reached. */
    public String address(String part) {
        return part(known, part).path("address").asText();
    }

    public JsonNode get(String service, String path) throws IOException, InterruptedException {
        return ask("GET", address(service) + path, BodyPublishers.noBody());
    }

    public JsonNode post(String service, String path, Object body) throws IOException, InterruptedException {
        return ask("POST", address(service) + path, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
    }

    public JsonNode emulator(String path, BodyPublisher body) throws IOException, InterruptedException {
        return ask("PUT", known.path("emulator").path("url").asText() + path, body);
    }

    String bootstrap() {
        return known.path("access").path("bootstrap").asText();
    }

    String registry() {
        return known.path("access").path("registry").asText();
    }

    /** The gateway's intake by HTTP. */
    URI uploads() {
        return URI.create(address("gateway") + "/v1/stickers");
    }

    public String apiKey() {
        return known.path("access").path("api_key").asText();
    }

    /** Downloads take so long. */
    public void slowDownloads(Duration delay) throws IOException, InterruptedException {
        Object faults = delay.isZero() ? List.of() : List.of(Map.of("method", "file", "delay_ms", delay.toMillis()));
        emulator("/admin/faults", BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(faults)));
    }

    public EmulatedUser user(long id) {
        return new EmulatedUser(known.path("emulator").path("url").asText(), id);
    }

    /** As the superuser. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", logins().password("postgres"));
    }

    public Connection oldBot() throws SQLException {
        String address = logins().oldBot(url());
        return DriverManager.getConnection(address, StackLogins.OLD_BOT, logins().password(StackLogins.OLD_BOT));
    }

    public Path objects() {
        return StackLogins.objects(new Home(home));
    }

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(2, TimeUnit.MINUTES)) {
                up.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException theJvmEnds) {
            // The hook runs already.
        }
    }

    private StackLogins logins() {
        return new StackLogins(new Home(home));
    }

    private String url() {
        return known.path("access").path("database").asText();
    }

    private JsonNode ask(String method, String url, BodyPublisher body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(30))
                .header("Content-Type", "application/json")
                .header("X-API-Key", apiKey())
                .method(method, body)
                .build();
        var response = Http.CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + url + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.MAPPER.readTree(response.body());
    }

    private static JsonNode part(JsonNode status, String name) {
        for (JsonNode part : status.path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException("There is no part " + name);
    }
}
