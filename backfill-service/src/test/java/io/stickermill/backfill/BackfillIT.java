package io.stickermill.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.request.SendDocument;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.localstack.emulator.EmulatedUser;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Backfill on the real broker, registry, database and storage, and the Bot API emulator; each test has a user's rows. */
@SpringBootTest(classes = BackfillApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class BackfillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CHAT = 700;
    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> settings;
    private static JdbcClient history;
    private static String fileId;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID user = UUID.randomUUID();

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TelegramClient telegram;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        LocalParts parts = LocalParts.shared(Set.of(PartKind.values()));
        settings = parts.springProperties("backfill");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.backfill.page", () -> "3");
        registry.add("stickermill.backfill.concurrency", () -> "2");
        registry.add("stickermill.backfill.lease", () -> "10s");
        history = migrated(parts, "history");
        JdbcClient gateway = migrated(parts, "gateway");
        gateway.sql("grant usage on schema gateway to backfill; grant select on gateway.sessions to backfill")
                .update();
        history.sql("""
                alter table stickers add column if not exists sticker_set_name text,
                                     add column if not exists pack_batch_id uuid,
                                     add column if not exists pack_index integer;
                create table if not exists pack_batches (id uuid primary key, session_id uuid,
                                                         cleaned_sheet_storage_path text);
                grant usage on schema history to backfill;
                grant select on all tables in schema history to backfill
                """).update();
    }

    @AfterEach
    void noFaults() throws Exception {
        faults(List.of());
    }

    @Test
    void missingFilesComeBackAndEachFailureHasItsReason() throws Exception {
        List<UUID> stickers = rows(7);
        history.sql("update stickers set telegram_file_id = 'of-another-bot' where id = ?")
                .param(stickers.get(3))
                .update();
        JsonNode found = post("/v1/backfills/dry-run", start("stickers"));
        assertThat(found.toString()).contains("by_file_id").contains("7");
        assertThat(count("select count(*) from backfill_runs where user_id = ?", user))
                .as("a dry run is none")
                .isZero();

        String run =
                finished(post("/v1/backfills", start("stickers")).path("id").asText());

        JsonNode view = get("/v1/backfills/" + run);
        assertThat(view.path("planned").asLong()).isEqualTo(7);
        assertThat(counts(view)).isEqualTo(Map.of("stored", 6L, "foreign_file_id", 1L));
        assertThat(storage.size(key(stickers.get(0)))).contains((long) WEBP.length);
        assertThat(get("/v1/backfills/" + run + "/report")
                        .path("failures")
                        .get(0)
                        .path("subject_id")
                        .asText())
                .isEqualTo(stickers.get(3).toString());
    }

    @Test
    void verifyPutsBackWhatWasDeletedByHandAndAReplayChangesNothing() throws Exception {
        List<UUID> stickers = rows(4);
        finished(post("/v1/backfills", start("stickers")).path("id").asText());
        for (UUID sticker : stickers) {
            history.sql("update stickers set result_storage_path = ?, stored_at = now() where id = ?")
                    .params(key(sticker), sticker)
                    .update();
        }
        storage.delete(key(stickers.get(1)));

        String run = finished(post("/v1/backfills", start("verify")).path("id").asText());

        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("intact", 3L, "repaired", 1L));
        assertThat(storage.size(key(stickers.get(1)))).isPresent();
        String nothing =
                finished(post("/v1/backfills", start("stickers")).path("id").asText());
        assertThat(get("/v1/backfills/" + nothing).path("planned").asLong()).isZero();
    }

    @Test
    void aPausedRunStopsAndGoesOnAndACancelledOneNeverDoes() throws Exception {
        rows(30);
        faults(List.of(Map.of("method", "getFile", "delay_ms", 300)));
        String run = post("/v1/backfills", start("stickers")).path("id").asText();
        await("it works").atMost(PATIENCE).until(() -> open(run) < 30);

        assertThat(post("/v1/backfills/" + run + "/pause", "").path("state").asText())
                .isEqualTo("paused");
        await("nobody works on it")
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from backfill_items where run_id = ? and state = 'claimed'",
                                UUID.fromString(run))
                        == 0);
        assertThat(open(run)).as("some are left").isPositive();
        post("/v1/backfills/" + run + "/resume", "");
        finished(run);
        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("stored", 30L));

        history.sql("update stickers set user_id = user_id where user_id = ?")
                .param(user)
                .update();
        String second = post("/v1/backfills", start("stickers")).path("id").asText();
        post("/v1/backfills/" + second + "/cancel", "");
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from backfill_items where run_id = ? and state = 'claimed'",
                                UUID.fromString(second))
                        == 0);
        assertThat(get("/v1/backfills/" + second).path("state").asText()).isEqualTo("cancelled");
        HttpResponse<String> refused = send(request("/v1/backfills/" + second + "/resume")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
    }

    private List<UUID> rows(int number) throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            history.sql("""
                    insert into stickers (id, job_id, user_id, chat_id, session_id, origin, telegram_file_id,
                                          generation_type, env, created_at, delivered_at)
                    values (?, ?, ?, ?, ?, 'live', ?, 'cutout', 'local', timestamptz '2026-01-01', now())
                    """)
                    .params(id, UUID.randomUUID(), user, CHAT, user, fileId())
                    .update();
        }
        return ids;
    }

    private String key(UUID sticker) {
        return "stickers/%s/%s/1767225600_%s.webp".formatted(user, user, sticker);
    }

    private String fileId() throws Exception {
        if (fileId == null) {
            new EmulatedUser(settings.get("stickermill.telegram.base-url"), CHAT).say("hello", "en");
            var answer = telegram.call(new SendDocument(CHAT, WEBP).fileName("sticker.webp"));
            assertThat(answer).isInstanceOf(Answer.Ok.class);
            Message message = ((Answer.Ok<SendResponse>) answer).result().message();
            fileId = message.document() == null
                    ? message.sticker().fileId()
                    : message.document().fileId();
        }
        return fileId;
    }

    private String start(String source) {
        return "{\"source\":\"%s\",\"user\":\"%s\"}".formatted(source, user);
    }

    private String finished(String run) {
        await("run " + run)
                .atMost(PATIENCE)
                .until(() -> get("/v1/backfills/" + run).path("state").asText().equals("finished"));
        return run;
    }

    private long open(String run) {
        return 30
                - count(
                        "select count(*) from backfill_items where run_id = ? and state = 'done'",
                        UUID.fromString(run));
    }

    private long count(String sql, UUID parameter) {
        return database.sql(sql).param(parameter).query(Long.class).single();
    }

    private static Map<String, Long> counts(JsonNode view) {
        Map<String, Long> counts = new java.util.HashMap<>();
        view.path("counts")
                .forEach(count -> counts.put(
                        count.path("reason").asText(), count.path("items").asLong()));
        return counts;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(ok(send(request(path).build())));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(ok(send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build())));
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.get("server.port") + path))
                .header("X-API-Key", settings.get("stickermill.api.key"));
    }

    private static void faults(List<Map<String, Object>> faults) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(settings.get("stickermill.telegram.base-url") + "/admin/faults"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(faults)))
                .build();
        ok(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
    }

    /** The tables as their owner makes them. */
    private static JdbcClient migrated(LocalParts parts, String service) {
        Map<String, String> owner = parts.springProperties(service);
        var source = new DriverManagerDataSource(
                owner.get("spring.datasource.url"),
                owner.get("spring.datasource.username"),
                owner.get("spring.datasource.password"));
        Flyway.configure()
                .dataSource(source)
                .schemas(service)
                .createSchemas(false)
                .locations("filesystem:" + System.getProperty("stickermill.root") + "/" + service
                        + "-service/src/main/resources/db/migration")
                .load()
                .migrate();
        return JdbcClient.create(source);
    }
}
