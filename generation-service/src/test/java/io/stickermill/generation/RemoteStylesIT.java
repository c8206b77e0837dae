package io.stickermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.emulator.client.EmulatorAdmin;
import io.stickermill.emulator.provider.ReplicateStandIn;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Styles that somebody else's model makes, with the stand-in's toy: begun once, paid once, whatever fails. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GenerationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class RemoteStylesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong USERS = new AtomicLong(90_000);

    @TempDir
    private static Path folder;

    private static Map<String, String> settings;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    private final HttpClient http = HttpClient.newHttpClient();
    private final long chat = USERS.incrementAndGet();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws Exception {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("generation");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        Path styles = folder.resolve("styles.yaml");
        Files.writeString(styles, """
                styles:
                  - id: toy-mirror
                    titles: {en: Toy mirror}
                    prompt: "A mirror image. {wish}"
                    models:
                      - {provider: replicate, model: toys/mirror, price: 0.01}
                """);
        registry.add("stickermill.remote.styles", styles::toString);
        registry.add("stickermill.remote.replicate.key", () -> "toy-key");
        registry.add("stickermill.remote.replicate.hook-secret", () -> ReplicateStandIn.SECRET);
        registry.add("stickermill.remote.replicate.address", () -> emulator() + "/replicate");
        registry.add("stickermill.remote.hooks", RemoteStylesIT::service);
        registry.add("stickermill.remote.longest", () -> "8s");
    }

    private static String emulator() {
        return settings.get("stickermill.telegram.base-url");
    }

    private static String service() {
        return "http://" + settings.get("server.address") + ":" + settings.get("server.port");
    }

    @AfterEach
    void noFault() throws Exception {
        toys("", 1);
    }

    @Test
    void aPhotoBecomesAStickerOfTheToyAndASecondOrderOfTheSameIsNotPaid() throws Exception {
        toys("", 1);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");

        publish(request);

        await().atMost(PATIENCE).until(() -> ready(request).isPresent());
        assertThat(ready(request).orElseThrow().getStylePresetId()).isEqualTo("toy-mirror");
        assertThat(begun() - before).isEqualTo(1);
        var row = row(request);
        assertThat(row).containsEntry("status", "succeeded").containsEntry("prompt", "A mirror image. with a hat");
        assertThat(storage.get(String.valueOf(row.get("asset_key"))).orElseThrow())
                .startsWith((byte) 0x89, (byte) 'P');
        PhotoRequested outlined = PhotoRequested.newBuilder(request)
                .setJobId(UUID.randomUUID())
                .setOutline(false)
                .build();
        publish(outlined);
        await().atMost(PATIENCE).until(() -> ready(outlined).isPresent());
        assertThat(begun() - before).as("the picture is there already").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "refused, REMOTE_FAILED, 0",
        "unpaid, REMOTE_FAILED, 0",
        "nsfw, REMOTE_CONTENT, 1",
        "garbage, REMOTE_FAILED, 1",
        "gone, REMOTE_FAILED, 1"
    })
    void whatFailsIsSaidAndNotPaidOnceMore(String fault, GenerationFailure reason, int paid) throws Exception {
        toys(fault, 0.5);
        long before = begun();
        PhotoRequested request = request("cup-600.jpg");

        publish(request);

        await().atMost(PATIENCE).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(reason);
        assertThat(begun() - before).isEqualTo(paid);
    }

    /** It is begun, and its answer is lost: its call brings it home. */
    @Test
    void anOrderWhoseAnswerIsLostIsBroughtHomeByItsCall() throws Exception {
        toys("cut", 1);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");

        publish(request);

        await().atMost(PATIENCE).until(() -> ready(request).isPresent());
        assertThat(begun() - before).isEqualTo(1);
    }

    @Test
    void anOrderOfWhichNobodyHearsAgainIsNotMadeTwice() throws Exception {
        toys("silent", 100);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_FAILED);
        assertThat(begun() - before).isEqualTo(1);
    }

    /** As its process ended over the call: whether it was begun is known to nobody, and it is not begun again. */
    @Test
    void anOrderThatWasCutOffIsLostAndNeverMadeTwice() throws Exception {
        toys("", 1);
        PhotoRequested request = request("cat-451.jpg");
        database.sql("""
                insert into remote_generations (id, job_id, number, order_key, user_id, chat_id, session_id, style, provider, model,
                                                prompt, price, status, token)
                values (gen_random_uuid(), ?, 1, 'cut', ?, ?, ?, 'toy-mirror', 'replicate', 'toys/mirror', '', 0, 'intended',
                        gen_random_uuid())
                """)
                .params(request.getJobId(), request.getUserId(), chat, request.getSessionId())
                .update();
        long before = begun();

        publish(request);

        await().atMost(PATIENCE).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_UNKNOWN);
        assertThat(row(request)).containsEntry("status", "failed").containsEntry("why", "LOST");
        assertThat(begun() - before).isZero();
    }

    @Test
    void whoIsBusyIsAskedAgain() throws Exception {
        toys("busy", 1);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE).until(() -> "BUSY".equals(row(request).get("why")));
        toys("", 1);

        await().atMost(PATIENCE).until(() -> ready(request).isPresent());
        assertThat(begun() - before).isEqualTo(1);
        assertThat(row(request)).containsEntry("number", 2);
    }

    @Test
    void aCancelledOrderIsStoppedThere() throws Exception {
        toys("", 60);
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE).until(() -> "running".equals(row(request).get("status")));

        events.publish(
                Topics.JOB_COMMANDS,
                chat,
                request.getJobId(),
                null,
                JobCommand.newBuilder()
                        .setCommandId(UUID.randomUUID())
                        .setKind(JobCommandKind.CANCEL)
                        .setJobId(request.getJobId())
                        .setUserId(request.getUserId())
                        .setChatId(chat)
                        .setIssuedAt(Instant.now())
                        .build());

        await().atMost(PATIENCE).until(() -> "cancelled".equals(row(request).get("status")));
        await().atMost(PATIENCE).until(() -> stateThere(request).equals("canceled"));
    }

    /** Whoever knows the address, or has recorded a call, changes nothing. */
    @Test
    void aCallThatIsNotSignedChangesNothing() throws Exception {
        toys("", 60);
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE).until(() -> "running".equals(row(request).get("status")));
        String hook = service() + "/hooks/replicate/" + row(request).get("token");

        assertThat(called(hook, "{\"status\":\"succeeded\"}")).isEqualTo(401);
        assertThat(called(service() + "/hooks/replicate/" + UUID.randomUUID(), "{}"))
                .isEqualTo(401);
        assertThat(called(service() + "/hooks/gemini/" + row(request).get("token"), "{}"))
                .isEqualTo(401);
        assertThat(called(service() + "/hooks/replicate/no-token", "{}")).isEqualTo(400);
        assertThat(row(request)).containsEntry("status", "running");
    }

    private int called(String address, String body) throws Exception {
        var call = HttpRequest.newBuilder(URI.create(address))
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1,AAAA")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(call, BodyHandlers.discarding()).statusCode();
    }

    private String stateThere(PhotoRequested request) throws Exception {
        var look = HttpRequest.newBuilder(URI.create(
                        emulator() + "/replicate/predictions/" + row(request).get("task_id")))
                .header("Authorization", "Bearer toy-key")
                .build();
        String body = http.send(look, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(body).path("status").asText();
    }

    private void toys(String fault, double seconds) throws Exception {
        admin().ask("PUT", "/admin/replicate", Map.of("fault", fault, "seconds", seconds));
    }

    private long begun() throws Exception {
        return admin().get("/admin/replicate").path("begun").asLong();
    }

    private static EmulatorAdmin admin() {
        return new EmulatorAdmin(emulator());
    }

    private PhotoRequested request(String photo) throws Exception {
        UUID job = UUID.randomUUID();
        String key = StorageKeys.upload(job);
        storage.put(
                key,
                Files.readAllBytes(Path.of(System.getProperty("stickermill.root"), "photos", photo)),
                "application/octet-stream");
        Instant now = Instant.now();
        return PhotoRequested.newBuilder()
                .setJobId(job)
                .setSessionId(UUID.randomUUID())
                .setUserId(UUID.randomUUID())
                .setBotId(1)
                .setChatId(chat)
                .setTelegramUserId(chat)
                .setPhotoStorageKey(key)
                .setUserInput("with a \u202ehat")
                .setStylePresetId("toy-mirror")
                .setRequestedAt(now)
                .setReceivedAt(now)
                .build();
    }

    private void publish(PhotoRequested request) {
        events.publish(Topics.PHOTO_REQUESTS, chat, request.getJobId(), null, request);
    }

    private Map<String, Object> row(PhotoRequested request) {
        List<Map<String, Object>> rows = database.sql(
                        "select * from remote_generations where job_id = ? order by number desc limit 1")
                .param(request.getJobId())
                .query()
                .listOfRows();
        return rows.isEmpty() ? Map.of() : rows.getFirst();
    }

    private Optional<StickerReady> ready(PhotoRequested request) {
        List<StickerReady> found = new ArrayList<>();
        topics.read(Topics.STICKER_READY, Instant.EPOCH, record -> {
            if (record.value().getJobId().equals(request.getJobId())) {
                found.add(record.value());
            }
        });
        return found.stream().findFirst();
    }

    private Optional<GenerationFailed> failed(PhotoRequested request) {
        List<GenerationFailed> found = new ArrayList<>();
        topics.read(Topics.GENERATION_FAILED, Instant.EPOCH, record -> {
            if (record.value().getJobId().equals(request.getJobId())) {
                found.add(record.value());
            }
        });
        return found.stream().findFirst();
    }
}
