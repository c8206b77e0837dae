package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.command.StickermillCommand;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.emulator.client.EmulatedUser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A whole stack in a folder of its own, started by the command itself and looked at from outside. */
final class Stack implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("stickermill.root"));
    private final Path home;
    private final Process up;
    private final Map<String, Connection> connections = new HashMap<>();
    private JsonNode statusOnce;

    private static Stack shared;
    private static OtlpReceiver collector;
    private static JsonNode telegramsLimits;

    private Stack(Path home, Process up) {
        this.home = home;
        this.up = up;
    }

    static Stack up(Path home) throws IOException {
        return up(home, Map.of());
    }

    /**
     * The stack of all tests of this JVM that leave it as they found it: all parts running, one process each, no faults, the
     * usual settings. Telegram's limits are off. Each class has chats of its own. It writes JSON logs and is traced by
     * {@link #collector()}. It is stopped when the JVM ends.
     */
    static synchronized Stack shared() throws IOException, InterruptedException {
        if (shared == null) {
            Path home = Files.createTempDirectory("stickermill-system-");
            collector = new OtlpReceiver();
            Stack stack = up(
                    home,
                    Map.of("logging.structured.format.console", "ecs"),
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "500"));
            telegramsLimits = stack.admin("GET", "/admin/limits", null);
            stack.withoutTelegramsLimits();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                stack.close();
                                collector.close();
                                delete(home);
                            },
                            "stop-shared-stack"));
            shared = stack;
        }
        return shared;
    }

    /** What the spans of the shared stack come to. */
    static OtlpReceiver collector() {
        return collector;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("Could not remove " + folder, left);
        }
    }

    /** @param settings of the services, as Spring properties, that differ from the local stack's */
    static Stack up(Path home, Map<String, Object> settings) throws IOException {
        return up(home, settings, Map.of());
    }

    /** @param environment of the command itself */
    static Stack up(Path home, Map<String, Object> settings, Map<String, String> environment) throws IOException {
        Stack stack = begin(home, settings, environment);
        Process up = stack.up;
        try {
            Awaitility.await("everything is ready")
                    .atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        assertThat(up.isAlive()).as(stack.terminal()).isTrue();
                        return stack.terminal().contains("Everything is ready");
                    });
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** Does not wait until it is ready. */
    static Stack begin(Path home, Map<String, Object> settings, Map<String, String> environment) throws IOException {
        ProcessBuilder program = new ProcessBuilder(command(home, "up"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("up.log").toFile());
        program.environment().put("SPRING_APPLICATION_JSON", Json.MAPPER.writeValueAsString(settings));
        program.environment().putAll(environment);
        return new Stack(home, program.start());
    }

    /** What the person at the terminal of {@code up} has read so far. */
    String terminal() throws IOException {
        return Files.readString(home.resolve("up.log"));
    }

    /** What a run of the command came to. */
    record Ran(int exitCode, String output) {}

    Ran run(String... arguments) throws InterruptedException {
        return runCommand(home, Duration.ofMinutes(5), arguments);
    }

    /**
     * Runs the command within the test's own process: a JVM for each of some hundred would take a tenth of all the tests' time.
     *
     * @throws AssertionError if it has not ended in time
     */
    static Ran runCommand(Path home, Duration time, String... arguments) throws InterruptedException {
        StringWriter said = new StringWriter();
        FutureTask<Integer> running = new FutureTask<>(
                () -> StickermillCommand.run(new PrintWriter(said, true), withHome(home, List.of(arguments))));
        Thread.ofPlatform().daemon().name("command " + arguments[0]).start(running);
        try {
            return new Ran(running.get(time.toMillis(), TimeUnit.MILLISECONDS), said.toString());
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new AssertionError(String.join(" ", arguments) + " has not ended; it said: " + said, e);
        } catch (ExecutionException e) {
            throw new AssertionError(String.join(" ", arguments) + " ended by a failure of its own", e.getCause());
        }
    }

    /**
     * Runs the command in a process of its own; it is killed when its time is up.
     *
     * @param environment beside what the test's own process has
     */
    static Ran runProcess(Path home, Map<String, String> environment, Duration time, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "command", ".txt");
        ProcessBuilder program = new ProcessBuilder(command(home, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().putAll(environment);
        Process process = program.start();
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            // What it has started would go on, and slow down every test that follows.
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        return new Ran(process.waitFor(), Files.readString(output));
    }

    /** The stack's folder. */
    Path home() {
        return home;
    }

    /**
     * The service runs anew with these settings, or with none if there are none, as an operator would do it.
     *
     * @param settings Spring properties, as in {@code settings.properties}
     */
    Ran restart(String service, Map<String, String> settings, Duration patience)
            throws IOException, InterruptedException {
        Path file = home.resolve("settings.properties");
        if (settings.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Properties properties = new Properties();
            properties.putAll(settings);
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        }
        return run("restart", service, "--timeout", Long.toString(patience.toSeconds()));
    }

    /** The project's folder. */
    static Path root() {
        return ROOT;
    }

    static Path photo(String name) {
        return ROOT.resolve("photos").resolve(name);
    }

    JsonNode status() throws IOException, InterruptedException {
        return Json.MAPPER.readTree(run("status", "--json").output());
    }

    long pid(String part) throws IOException, InterruptedException {
        for (JsonNode found : status().path("parts")) {
            if (found.path("name").asText().equals(part)) {
                return found.path("pid").asLong();
            }
        }
        throw new AssertionError("no part " + part);
    }

    void kill(String part) throws IOException, InterruptedException {
        ProcessHandle.of(pid(part)).orElseThrow().destroyForcibly();
    }

    /** The status at the first asking: addresses and secrets stay as they are. */
    private JsonNode known() throws IOException, InterruptedException {
        if (statusOnce == null) {
            statusOnce = status();
        }
        return statusOnce;
    }

    long botId() throws IOException, InterruptedException {
        String token = known().path("emulator").path("token").asText();
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    EmulatedUser user(long id) throws IOException, InterruptedException {
        return new EmulatedUser(known().path("emulator").path("url").asText(), id);
    }

    void slow(String method, Duration delay) throws IOException, InterruptedException {
        slow(List.of(method), delay);
    }

    /** Every call of these methods has its effect so late. */
    void slow(List<String> methods, Duration delay) throws IOException, InterruptedException {
        List<ObjectNode> faults = methods.stream()
                .map(method ->
                        Json.MAPPER.createObjectNode().put("method", method).put("delay_ms", delay.toMillis()))
                .toList();
        admin("PUT", "/admin/faults", Json.MAPPER.writeValueAsBytes(faults));
    }

    /** Every call of the method is answered with this status and has no effect. */
    void refuse(String method, int status) throws IOException, InterruptedException {
        ObjectNode fault = Json.MAPPER
                .createObjectNode()
                .put("method", method)
                .put("action", "status")
                .put("status", status)
                .put("description", "refused on purpose");
        admin("PUT", "/admin/faults", Json.MAPPER.writeValueAsBytes(List.of(fault)));
    }

    String bootstrap() throws IOException, InterruptedException {
        return known().path("access").path("bootstrap").asText();
    }

    /** What a service measures, in Prometheus' words. */
    String metrics(String part) throws IOException, InterruptedException {
        for (JsonNode found : known().path("parts")) {
            if (found.path("name").asText().equals(part)) {
                return new String(fetch(found.path("address").asText() + "/actuator/prometheus"), UTF_8);
            }
        }
        throw new AssertionError("no part " + part);
    }

    void withoutTelegramsLimits() throws IOException, InterruptedException {
        ObjectNode off = Json.MAPPER
                .createObjectNode()
                .put("bot_per_second", 0)
                .put("chat_burst", 0)
                .put("chat_per_second", 0)
                .put("group_per_minute", 0);
        admin("PUT", "/admin/limits", Json.MAPPER.writeValueAsBytes(off));
    }

    /** As the shared stack's emulator began. */
    void withTelegramsLimits() throws IOException, InterruptedException {
        admin("PUT", "/admin/limits", Json.MAPPER.writeValueAsBytes(telegramsLimits));
    }

    void noFaults() throws IOException, InterruptedException {
        admin("DELETE", "/admin/faults", new byte[0]);
    }

    /** What Telegram, as the emulator plays it, answers to a call of the bot's. */
    JsonNode bot(String method, Object parameters) throws IOException, InterruptedException {
        JsonNode emulator = known().path("emulator");
        var request = HttpRequest.newBuilder(URI.create(emulator.path("url").asText() + "/bot"
                        + emulator.path("token").asText() + "/" + method))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(parameters)))
                .build();
        JsonNode answer = Json.MAPPER.readTree(
                Http.CLIENT.send(request, BodyHandlers.ofString()).body());
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("result");
    }

    /** The stickers that a person is offered in any chat for some words, by their files; they type them again where nobody answers. */
    List<String> offeredInline(long user, String words) throws IOException, InterruptedException {
        byte[] query = Json.MAPPER.writeValueAsBytes(Map.of("query", words));
        JsonNode answer = Json.MAPPER.nullNode();
        for (int times = 0; times < 4 && !answer.path("answered").asBoolean(); times++) {
            String id = admin("POST", "/admin/users/" + user + "/inline-queries", query)
                    .path("inline_query_id")
                    .asText();
            answer = admin("GET", "/admin/inline-queries/" + id + "?wait=15", null);
        }
        assertThat(answer.path("answered").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("results").findValuesAsText("sticker_file_id");
    }

    /** A button's query: whether it was answered, and with what. */
    JsonNode callback(String query) throws IOException, InterruptedException {
        return admin("GET", "/admin/callbacks/" + query, null);
    }

    /** A person's sticker sets as they are in Telegram. */
    List<JsonNode> setsOf(long user) throws IOException, InterruptedException {
        return admin("GET", "/admin/users/" + user + "/sticker-sets", null)
                .valueStream()
                .toList();
    }

    List<JsonNode> stickers(long chat) throws IOException, InterruptedException {
        return user(chat).fromBot().stream()
                .filter(message -> message.has("sticker"))
                .toList();
    }

    JsonNode job(UUID id) throws IOException, InterruptedException {
        return api("history", "/v1/jobs/" + id);
    }

    /** What a service's HTTP API answers to the operator. */
    JsonNode api(String service, String path) throws IOException, InterruptedException {
        var access = known().path("access");
        var request = HttpRequest.newBuilder(URI.create(access.path(service).asText() + path))
                .header("X-API-Key", access.path("api_key").asText())
                .build();
        return Json.MAPPER.readTree(
                Http.CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    JsonNode stickersOf(UUID user) throws IOException, InterruptedException {
        return api("history", "/v1/users/" + user + "/stickers").path("stickers");
    }

    byte[] fetch(String url) throws IOException, InterruptedException {
        var response = Http.CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** The rows of a query, as the role of that service. */
    synchronized List<Map<String, Object>> rows(String service, String sql, Object... parameters) throws Exception {
        try (var statement = connection(service).prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return rows(found);
            }
        }
    }

    /** A statement, as the role of that service. */
    synchronized void execute(String service, String sql) throws Exception {
        try (var statement = connection(service).createStatement()) {
            statement.execute(sql);
        }
    }

    /** Tests look ten times a second: a connection each time would be what the machine works at. */
    private Connection connection(String service) throws IOException, InterruptedException, SQLException {
        Connection known = connections.get(service);
        if (known == null || !known.isValid(5)) {
            known = connect(service);
            connections.put(service, known);
        }
        return known;
    }

    private Connection connect(String service) throws IOException, InterruptedException, SQLException {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        String url = null;
        for (JsonNode part : known().path("parts")) {
            if (part.path("name").asText().equals("postgres")) {
                url = part.path("address").asText();
            }
        }
        return DriverManager.getConnection(url, service, secrets.getProperty("postgres." + service));
    }

    /** A file that went through the bot earlier, under this id. */
    void oldFile(String id, byte[] content) throws IOException, InterruptedException {
        admin("PUT", "/admin/files/" + id + "?kind=sticker", content);
    }

    private static List<Map<String, Object>> rows(ResultSet found) throws SQLException {
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

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(90, TimeUnit.SECONDS)) {
                up.descendants().forEach(ProcessHandle::destroyForcibly);
                up.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode admin(String method, String path, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(known().path("emulator").path("url").asText() + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        var response = Http.CLIENT.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 204);
        return response.body().isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(response.body());
    }

    private static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dstickermill.root=" + ROOT,
                "-jar",
                ROOT.resolve("tools/command/target/stickermill.jar").toString()));
        command.addAll(List.of(withHome(home, List.of(arguments))));
        return command;
    }

    private static String[] withHome(Path home, List<String> arguments) {
        return Stream.concat(arguments.stream(), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
    }
}
