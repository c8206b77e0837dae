package io.stickermill.benchmarks.growth;

import static io.stickermill.benchmarks.growth.GrownTables.id;

import io.stickermill.benchmarks.BenchFailed;
import io.stickermill.benchmarks.MeasuredStack;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the services, one question at a time, what people, programs and the operator ask of them. */
final class Questions {

    /** What the services do while nobody asks anything: their sweeps, polls and counts. */
    static final String NOBODY = "(nobody asks)";

    static final String PHOTO = "a photo";

    /** More often than a prepared statement needs to be planned for all values at once. */
    private static final int TIMES = 7;

    private static final int PHOTOS = 3;
    private static final long PHOTOGRAPHER = 4_200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofMillis(120);
    private static final int REFUSED = 500;
    private static final String CONSOLE = "console";

    /** For a moment longer than the console shows an answer again. */
    private static final Duration CONSOLE_IS_FRESH = Duration.ofMillis(1600);

    private static final int TIMES_OF_CONSOLE = 3;

    private final MeasuredStack stack;
    private final List<Asked> asked = new ArrayList<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final String cookie;
    private final String proof;

    /**
     * Something that was asked, and when: what the service's role did meanwhile was for its sake.
     *
     * @param role null where several services have to do with it
     */
    record Asked(String what, @Nullable String role, Instant from, Instant to) {

        boolean covers(PlanLog.Execution execution) {
            return !execution.at().isBefore(from)
                    && !execution.at().isAfter(to)
                    && (role == null || role.equals(execution.role()));
        }
    }

    Questions(MeasuredStack stack) throws IOException, InterruptedException {
        this.stack = stack;
        var signedIn = Http.CLIENT.send(
                HttpRequest.newBuilder(URI.create(stack.address(CONSOLE) + "/api/session"))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(Map.of(
                                "token", new StackLogins(new Home(stack.home())).consoleToken(), "name", "bench"))))
                        .build(),
                BodyHandlers.ofString());
        this.cookie = signedIn.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new BenchFailed("the console lets nobody in: " + signedIn.body()))
                .split(";", 2)[0];
        this.proof = Json.MAPPER.readTree(signedIn.body()).path("proof").asText();
    }

    /**
     * Asks everything.
     *
     * @param begin of the time in which nobody asks: before the services began their sweeps
     * @param alone how long it lasts from now on
     */
    List<Asked> ask(Instant begin, Duration alone) throws IOException, InterruptedException {
        Thread.sleep(alone);
        asked.add(new Asked(NOBODY, null, begin, Instant.now()));
        photos();
        for (String path : readings()) {
            String[] parts = path.split(" ", 2);
            boolean isConsole = parts[0].equals(CONSOLE);
            for (int i = 0; i < (isConsole ? TIMES_OF_CONSOLE : TIMES); i++) {
                send(parts[0], "GET", parts[1], null);
                Thread.sleep(isConsole ? CONSOLE_IS_FRESH : Duration.ZERO);
            }
        }
        changes();
        backfills();
        return asked;
    }

    /** What was refused or took longer than it may: on large tables that is something to be found, too. */
    Set<String> unanswered() {
        return unanswered;
    }

    /** Whoever is asked, and what. Paths with a time in them ask for a page that is not the first. */
    private static Stream<String> history() {
        UUID user = id("user", 5);
        String next = "after=" + Instant.now().minus(Duration.ofDays(20)) + "_" + user;
        return Stream.of(
                "/v1/stickers",
                "/v1/stickers?limit=100&" + next,
                "/v1/stickers?missing=true",
                "/v1/stickers?missing=true&" + next,
                "/v1/stickers/" + id("sticker", 100),
                "/v1/stickers/" + id("sticker", 100) + "/file",
                "/v1/users/" + user + "/stickers?limit=100",
                "/v1/users/" + user + "/stickers?" + next,
                "/v1/users/" + user + "/stickers?kind=single",
                "/v1/users/" + user + "/stickers?kind=pack&" + next,
                "/v1/sessions/" + id("session", 7) + "/stickers",
                "/v1/packs",
                "/v1/packs?limit=100&" + next,
                "/v1/packs/" + id("pack", 20),
                "/v1/users/" + user + "/packs",
                "/v1/paths?path=stickers/" + user + "/4.webp",
                "/v1/paths?path=pack_sheets/20.png",
                "/v1/paths?path=" + id("sticker", 100),
                "/v1/paths?path=" + id("nobody", 1),
                "/v1/missing",
                "/v1/users/" + user + "/statistics",
                "/v1/users/" + user + "/statistics?from=2026-01-01&to=2026-11-29",
                "/v1/objects/undelivered",
                "/v1/objects/undelivered?limit=100&" + next,
                "/v1/jobs/" + id("job", 900),
                "/v1/jobs/" + id("job", 900) + "/events",
                "/v1/queue/stats");
    }

    private static Stream<String> gateway() {
        return Stream.of("/v1/users?telegram_id=1000005", "/v1/sessions/missing", "/v1/intake", "/v1/intake/updates");
    }

    private static Stream<String> backfill() {
        return Stream.of(
                "/v1/backfills",
                "/v1/backfills/" + id("run", 1),
                "/v1/backfills/" + id("run", 1) + "/report",
                "/v1/replays");
    }

    private static Stream<String> console() {
        return Stream.of(
                "pipeline",
                "jobs",
                "jobs?q=900",
                "jobs?q=" + id("job", 900),
                "jobs?q=" + id("sticker", 900),
                "jobs?q=" + id("user", 5),
                "jobs?q=" + id("session", 7),
                "jobs?q=no-file-of-anybody",
                "waiting",
                "job?id=" + id("job", 900),
                "dead-letters",
                "backfills",
                "actions");
    }

    private static List<String> readings() {
        return Stream.of(
                        history().map("history "::concat),
                        gateway().map("gateway "::concat),
                        backfill().map("backfill "::concat),
                        console().map((CONSOLE + " /api/views/")::concat))
                .flatMap(each -> each)
                .toList();
    }

    /** From its arrival to the last row about it. */
    private void photos() throws IOException, InterruptedException {
        byte[] photo = Files.readAllBytes(Path.of(System.getProperty("stickermill.root", "."), "photos/cup-600.jpg"));
        EmulatedUser user = stack.user(PHOTOGRAPHER);
        // Those of the smaller tables stand in the chat as well.
        long before = stickers(user);
        for (int i = 1; i <= PHOTOS; i++) {
            long wanted = before + i;
            Instant begin = Instant.now();
            user.sendPhoto(photo, Map.of("as", "photo"));
            boolean came =
                    Until.every(Duration.ofMillis(100)).forAtMost(PATIENCE).isTrue(() -> stickers(user) == wanted);
            if (!came) {
                throw new BenchFailed("a photo did not become a sticker");
            }
            Thread.sleep(Duration.ofSeconds(3));
            asked.add(new Asked(PHOTO, null, begin, Instant.now()));
        }
    }

    private static long stickers(EmulatedUser user) throws IOException, InterruptedException {
        return user.fromBot().stream().filter(message -> message.has("sticker")).count();
    }

    private void changes() throws IOException, InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            // Each time another: what is done already is not done again. The hundredth of each hundred has its file,
            // and lives.
            send("history", "DELETE", "/v1/stickers/" + id("sticker", 100L * (i + 1)), null);
            send("gateway", "POST", "/v1/jobs/" + id("job", 900 + i) + "/cancel", null);
            send("gateway", "PUT", "/v1/intake/blocked/" + (50 + i), null);
            send("gateway", "DELETE", "/v1/intake/blocked/" + (50 + i), null);
            send("gateway", "PUT", "/v1/intake/quota/" + (50 + i) + "?daily=7", null);
        }
    }

    private void backfills() throws IOException, InterruptedException {
        UUID user = id("user", 5);
        for (String source : List.of("stickers", "sessions", "pack-sheets", "verify")) {
            send("backfill", "POST", "/v1/backfills/dry-run", Map.of("source", source));
            send("backfill", "POST", "/v1/backfills/dry-run", Map.of("source", source, "user", user));
            plan(Map.of("source", source, "limit", 500));
            plan(Map.of("source", source, "user", user));
        }
    }

    /** A run until it is planned; then it ends. */
    private void plan(Map<String, Object> order) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        String run = Json.MAPPER
                .readTree(ask("backfill", "POST", "/v1/backfills", order).body())
                .path("id")
                .asText();
        Until.every(Duration.ofMillis(500))
                .forAtMost(PATIENCE)
                .isTrue(() -> !Json.MAPPER
                        .readTree(ask("backfill", "GET", "/v1/backfills/" + run, null)
                                .body())
                        .path("state")
                        .asText()
                        .equals("planning"));
        asked.add(new Asked("backfill plans " + words(order), "backfill", begin, Instant.now()));
        send("backfill", "POST", "/v1/backfills/" + run + "/cancel", null);
    }

    private void send(String part, String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        Instant begin = Instant.now();
        HttpResponse<String> answer = ask(part, method, path, body);
        if (answer.statusCode() >= REFUSED) {
            unanswered.add(part + " " + method + " " + name(path) + " was answered by " + answer.statusCode() + ": "
                    + answer.body());
        }
        // What ends with the answer's last byte is logged by then.
        Thread.sleep(BETWEEN);
        asked.add(new Asked(
                part + " " + method + " " + name(path) + (body == null ? "" : " " + words(body)),
                part,
                begin,
                Instant.now()));
        Thread.sleep(BETWEEN);
    }

    private HttpResponse<String> ask(String part, String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.address(part) + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        if (part.equals(CONSOLE)) {
            request.header("Cookie", cookie).header("X-Console-Proof", proof);
        } else {
            request.header("X-API-Key", stack.apiKey());
        }
        return Http.CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String words(Object body) {
        return name(body.toString().replaceAll("[{}]", ""));
    }

    /** The same for whichever row is asked for. */
    static String name(String path) {
        return path.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("/\\d+", "/N");
    }
}
