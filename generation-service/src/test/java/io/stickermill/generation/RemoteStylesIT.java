package io.stickermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.emulator.client.EmulatorAdmin;
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
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.RemoteGenerationStatus;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

/** Styles that somebody else's model makes, with the stand-in's toy: begun once, paid once, whatever fails. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(classes = GenerationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class RemoteStylesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Each reads a topic. */
    private static final Duration LOOK = Duration.ofMillis(400);

    private static final AtomicLong USERS = new AtomicLong(90_000);

    private static Map<String, String> settings;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ApplicationContext context;

    private final HttpClient http = HttpClient.newHttpClient();
    private final long chat = USERS.incrementAndGet();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) throws Exception {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("generation");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.remote.longest", () -> "15s"); // A busy machine takes some of it.
    }

    private static String emulator() {
        return settings.get("stickermill.telegram.base-url");
    }

    private static String service() {
        return "http://" + settings.get("server.address") + ":" + settings.get("server.port");
    }

    @AfterEach
    void noFault() throws Exception {
        for (String provider : List.of("replicate", "fal", "kie", "gemini", "openai")) {
            toys(provider, "", 0.5);
        }
    }

    @Test
    void aPhotoBecomesAStickerOfTheToyAndASecondOrderOfTheSameIsNotPaid() throws Exception {
        toys("", 1);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(ready(request).orElseThrow().getStylePresetId()).isEqualTo("toy-mirror");
        assertThat(ready(request).orElseThrow().getPictureJobId()).isEqualTo(request.getJobId());
        assertThat(ready(request).orElseThrow().getPictureProvider()).isEqualTo("replicate");
        assertThat(begun() - before).isEqualTo(1);
        var row = row(request);
        assertThat(row)
                .containsEntry("status", "succeeded")
                .containsEntry("prompt", "The mirror image of the subject in other colours. with a hat");
        assertThat(storage.get(String.valueOf(row.get("asset_key"))).orElseThrow())
                .startsWith((byte) 0x89, (byte) 'P');
        PhotoRequested outlined = PhotoRequested.newBuilder(request)
                .setJobId(UUID.randomUUID())
                .setOutline(false)
                .setVariant(1)
                .build();
        publish(outlined);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(outlined).isPresent());
        assertThat(ready(outlined).orElseThrow().getPictureJobId())
                .as("whose order it was")
                .isEqualTo(request.getJobId());
        assertThat(begun() - before).as("the picture is there already").isEqualTo(1);
    }

    /** Each at another provider: by task and call, by queue, by link, and at once. */
    @ParameterizedTest
    @CsvSource({"toy-negative, fal", "toy-somersault, kie", "toy-poster, gemini", "toy-mosaic, openai"})
    void everyProviderMakesItAndIsPaidOnce(String style, String provider) throws Exception {
        toys(provider, "", 0.5);
        long before = begun(provider);
        PhotoRequested request = request("cup-600.jpg", style);

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(begun(provider) - before).isEqualTo(1);
        var row = row(request);
        assertThat(row).containsEntry("status", "succeeded").containsEntry("provider", provider);
        assertThat(row.get("made_at")).isNotNull();
        if (row.get("input_key") != null) {
            assertThat(storage.get(String.valueOf(row.get("input_key"))))
                    .as("the photo that it fetched")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "toy-negative, fal, moderated, REMOTE_CONTENT, 1",
        "toy-somersault, kie, moderated, REMOTE_CONTENT, 1",
        "toy-somersault, kie, unpaid, REMOTE_FAILED, 0",
        "toy-mosaic, openai, moderated, REMOTE_CONTENT, 1",
        "toy-mosaic, openai, unpaid, REMOTE_FAILED, 0",
        "toy-mosaic, openai, garbage, REMOTE_FAILED, 1"
    })
    void everyProvidersRefusalIsSaid(String style, String provider, String fault, GenerationFailure reason, int paid)
            throws Exception {
        toys(provider, fault, 0.2);
        long before = begun(provider);
        PhotoRequested request = request("cup-600.jpg", style);

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(reason);
        assertThat(begun(provider) - before).isEqualTo(paid);
    }

    /** The style names another provider after this one. */
    @Test
    void whereOneIsOutOfCreditTheNextMakesIt() throws Exception {
        toys("gemini", "unpaid", 0.2);
        long before = begun("openai");
        PhotoRequested request = request("cup-600.jpg", "toy-poster");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(begun("openai") - before).isEqualTo(1);
        assertThat(row(request)).containsEntry("provider", "openai").containsEntry("number", 2);
    }

    @ParameterizedTest
    @CsvSource({"replicate, toy-mirror, twice", "replicate, toy-mirror, forged", "fal, toy-negative, forged"})
    void itIsMadeOnceHoweverItsCallComes(String provider, String style, String fault) throws Exception {
        toys(provider, fault, 0.5);
        long before = begun(provider);
        PhotoRequested request = request("cup-600.jpg", style);

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(begun(provider) - before).isEqualTo(1);
        assertThat(row(request)).containsEntry("status", "succeeded");
    }

    @Test
    void thePictureHasPreviewsAndEachChangeIsTold() throws Exception {
        toys("", 0.5);
        PhotoRequested request = request("cup-600.jpg");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> row(request).get("thumbnail_key") != null);
        assertThat(side(row(request).get("preview_key"))).isEqualTo(600);
        assertThat(side(row(request).get("thumbnail_key"))).isEqualTo(256);
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> told(request).stream().anyMatch(event -> event.getThumbnailKey() != null));
        List<RemoteGenerationChanged> told = told(request);
        assertThat(told.getLast().getStatus()).isEqualTo(RemoteGenerationStatus.SUCCEEDED);
        assertThat(told.getLast().getPaid()).isTrue();
        assertThat(told.getLast().getPrompt()).endsWith("with a hat");
        assertThat(told).extracting(RemoteGenerationChanged::getGenerationId).containsOnly((UUID)
                row(request).get("id"));
        assertThat(told).isSortedAccordingTo(Comparator.comparing(RemoteGenerationChanged::getChangedAt));
    }

    /** Of a video the first picture is the sticker, and the previews. */
    @Test
    void aVideoHasPreviewsAndBecomesAStickerOfItsFirstPicture() throws Exception {
        toys("film", 0.5);
        PhotoRequested request = request("cat-451.jpg");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> row(request).get("thumbnail_key") != null);
        assertThat(storage.get(String.valueOf(row(request).get("asset_key"))).orElseThrow())
                .as("all of it is kept")
                .containsSequence("ftyp".getBytes(StandardCharsets.US_ASCII));
        assertThat(row(request)).containsEntry("kind", "video");
        assertThat(side(row(request).get("preview_key"))).isEqualTo(320);
        assertThat(side(row(request).get("thumbnail_key"))).isEqualTo(256);
    }

    private int side(Object key) throws Exception {
        byte[] webp = storage.get(String.valueOf(key)).orElseThrow();
        assertThat(new String(webp, 8, 4, StandardCharsets.ISO_8859_1)).isEqualTo("WEBP");
        try (var bytes = new BytePointer(webp);
                var buffer = new Mat(1, webp.length, opencv_core.CV_8U, bytes);
                var picture = opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_UNCHANGED)) {
            return Math.max(picture.cols(), picture.rows());
        }
    }

    private List<RemoteGenerationChanged> told(PhotoRequested request) {
        List<RemoteGenerationChanged> told = new ArrayList<>();
        topics.read(Topics.GENERATION_CHANGES, Instant.EPOCH, record -> {
            if (record.value().getJobId().equals(request.getJobId())) {
                told.add(record.value());
            }
        });
        return told;
    }

    @Test
    void twoOrdersOfTheSameAtOnceAreOnePicture() throws Exception {
        toys("", 2);
        long before = begun();
        PhotoRequested one = request("cup-600.jpg");
        PhotoRequested other = PhotoRequested.newBuilder(one)
                .setJobId(UUID.randomUUID())
                .setOutline(false)
                .build();
        publish(one);
        publish(other);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(one).isPresent());
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(other).isPresent());
        assertThat(begun() - before).isEqualTo(1);
        assertThat(ready(one).orElseThrow().getPictureJobId())
                .isEqualTo(ready(other).orElseThrow().getPictureJobId())
                .isNotNull();
    }

    /** A chat's other photos do not wait for somebody else's model. */
    @Test
    void itsChatGoesOnMeanwhile() throws Exception {
        toys("", 60);
        PhotoRequested slow = request("cup-600.jpg");
        publish(slow);
        awaitStatus(slow, "running");

        PhotoRequested other = request("cup-600.jpg", "none");
        publish(other);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(other).isPresent());
        assertThat(ready(slow)).isEmpty();
    }

    @Test
    void whatWasPaidAndIsNotInStorageIsBroughtHomeOnceMore() throws Exception {
        toys("", 0.5);
        PhotoRequested request = request("cup-600.jpg");
        publish(request);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> row(request).get("thumbnail_key") != null);
        String asset = String.valueOf(row(request).get("asset_key"));
        byte[] made = storage.get(asset).orElseThrow();
        String sync = "/v1/generations/sync?limit=50&since=" + request.getRequestedAt();
        String previews = "/v1/generations/previews?limit=50&since=" + request.getRequestedAt();
        assertThat(asked(sync, request)).isEmpty();
        assertThat(asked(previews, request)).isEmpty();

        storage.delete(asset);
        storage.delete(String.valueOf(row(request).get("thumbnail_key")));

        assertThat(asked(sync + "&dry_run=true", request)).isEqualTo("there");
        assertThat(storage.get(asset)).isEmpty();
        assertThat(asked(sync, request)).isEqualTo("brought");
        assertThat(storage.get(asset)).contains(made);
        assertThat(asked(previews + "&dry_run=true", request)).isEqualTo("missing");
        assertThat(asked(previews, request)).isEqualTo("made");
        assertThat(side(row(request).get("thumbnail_key"))).isEqualTo(256);
    }

    private String asked(String path, PhotoRequested request) throws Exception {
        var call = HttpRequest.newBuilder(URI.create(service() + path))
                .header("X-API-Key", settings.get("stickermill.api.key"))
                .POST(BodyPublishers.noBody())
                .build();
        var answer = http.send(call, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (var item : new ObjectMapper().readTree(answer.body()).path("items")) {
            if (item.path("generation_id")
                    .asText()
                    .equals(String.valueOf(row(request).get("id")))) {
                return item.path("came").asText();
            }
        }
        return "";
    }

    @ParameterizedTest
    @CsvSource({
        "refused, REMOTE_FAILED, 0",
        "unpaid, REMOTE_FAILED, 0",
        "moderated, REMOTE_CONTENT, 1",
        "garbage, REMOTE_FAILED, 1",
        "torn, REMOTE_FAILED, 1",
        "gone, REMOTE_FAILED, 1"
    })
    void whatFailsIsSaidAndNotPaidOnceMore(String fault, GenerationFailure reason, int paid) throws Exception {
        toys(fault, 0.5);
        long before = begun();
        PhotoRequested request = request("cup-600.jpg");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(reason);
        assertThat(begun() - before).isEqualTo(paid);
    }

    /** It is begun, and its answer is lost: its call brings it home, and names it. */
    @ParameterizedTest
    @CsvSource({"replicate, toy-mirror", "fal, toy-negative", "kie, toy-somersault"})
    void anOrderWhoseAnswerIsLostIsBroughtHomeByItsCall(String provider, String style) throws Exception {
        toys(provider, "cut", 1);
        long before = begun(provider);
        PhotoRequested request = request("cat-451.jpg", style);

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(begun(provider) - before).isEqualTo(1);
    }

    /** Nobody could ever tell of it. */
    @Test
    void anOrderWhoseAnswerIsLostAtWhoNeverCallsIsLostAtOnce() throws Exception {
        toys("openai", "cut", 0.2);
        PhotoRequested request = request("cup-600.jpg", "toy-mosaic");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_UNKNOWN);
        assertThat(row(request)).containsEntry("why", "LOST").containsEntry("paid", true);
    }

    @Test
    void anOrderOfWhichNobodyHearsAgainIsNotMadeTwice() throws Exception {
        toys("silent", 100);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_FAILED);
        assertThat(begun() - before).isEqualTo(1);
    }

    /** As its process ended over the call: whether it was begun is known to nobody, and it is not begun again. */
    @Test
    void anOrderThatWasCutOffIsLostAndNeverMadeTwice() throws Exception {
        toys("", 1);
        PhotoRequested request = request("cat-451.jpg");
        ordered(request, "intended", null);
        long before = begun();

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_UNKNOWN);
        assertThat(row(request)).containsEntry("status", "failed").containsEntry("why", "LOST");
        assertThat(begun() - before).isZero();
    }

    @Test
    void aStyleThatIsNoLongerThereGivesNoPlainStickerInItsPlace() throws Exception {
        PhotoRequested request = request("cup-600.jpg", "toy-yesterday");
        ordered(request, "running", "a-task");

        publish(request);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> failed(request).isPresent());
        assertThat(failed(request).orElseThrow().getReason()).isEqualTo(GenerationFailure.REMOTE_FAILED);
        assertThat(row(request)).containsEntry("status", "cancelled");
    }

    @Test
    void whoIsBusyIsAskedAgain() throws Exception {
        toys("busy", 1);
        long before = begun();
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> "BUSY".equals(row(request).get("why")));
        toys("", 1);

        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> ready(request).isPresent());
        assertThat(begun() - before).isEqualTo(1);
        assertThat(row(request)).containsEntry("number", 2);
    }

    @Test
    void aCancelledOrderIsStoppedThere() throws Exception {
        toys("", 60);
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        awaitStatus(request, "running");

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

        awaitStatus(request, "cancelled");
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> stateThere(request).equals("canceled"));
    }

    /** Its process ended between the two: the next one tells the provider. */
    @Test
    void anOrderThatWasCancelledAndNotStoppedThereIsStoppedLater() throws Exception {
        toys("", 60);
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        awaitStatus(request, "running");
        database.sql("""
                update remote_generations
                   set status = 'cancelled', ended_at = clock_timestamp() - interval '15 s', to_stop = true where job_id = ?
                """).param(request.getJobId()).update();

        ReflectionTestUtils.invokeMethod(context.getBean("remoteSweep"), "orders");

        assertThat(stateThere(request)).isEqualTo("canceled");
        assertThat(row(request)).containsEntry("to_stop", false);
    }

    /** As after a restore from a copy of before: the request is read once more, and its picture is not paid once more. */
    @ParameterizedTest
    @CsvSource({"0.5, SUCCEEDED, succeeded", "60, RUNNING, failed"})
    void anOrderThatTheTableHasForgottenIsNotMadeTwice(double seconds, RemoteGenerationStatus told, String status)
            throws Exception {
        toys("", seconds);
        long before = begun();
        PhotoRequested request = PhotoRequested.newBuilder(request("cup-600.jpg"))
                .setRequestedAt(Instant.now().minusSeconds(60))
                .build();
        publish(request);
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> told(request).stream().anyMatch(event -> event.getStatus() == told));
        String job = " where job_id = '" + request.getJobId() + "'";
        database.sql("delete from generations where id = ?")
                .param(request.getJobId())
                .update();
        database.sql("delete from remote_generations" + job).update();

        publish(request);

        awaitStatus(request, status);
        assertThat(begun() - before).isEqualTo(1);
    }

    /** Whoever knows the address, or has recorded a call, changes nothing. */
    @Test
    void aCallThatIsNotSignedChangesNothing() throws Exception {
        toys("", 60);
        PhotoRequested request = request("cat-451.jpg");
        publish(request);
        awaitStatus(request, "running");
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
        toys("replicate", fault, seconds);
    }

    private static void toys(String provider, String fault, double seconds) throws Exception {
        admin().ask("PUT", "/admin/providers/" + provider, Map.of("fault", fault, "seconds", seconds));
    }

    private long begun() throws Exception {
        return begun("replicate");
    }

    private static long begun(String provider) throws Exception {
        return admin().get("/admin/providers/" + provider).path("begun").asLong();
    }

    private static EmulatorAdmin admin() {
        return new EmulatorAdmin(emulator());
    }

    private PhotoRequested request(String photo) throws Exception {
        return request(photo, "toy-mirror");
    }

    private PhotoRequested request(String photo, String style) throws Exception {
        UUID job = UUID.randomUUID();
        String key = StorageKeys.upload(job);
        storage.put(key, Files.readAllBytes(Path.of(System.getProperty("stickermill.root"), "photos", photo)));
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
                .setStylePresetId(style)
                .setRequestedAt(now)
                .setReceivedAt(now)
                .build();
    }

    private void publish(PhotoRequested request) {
        events.publish(Topics.PHOTO_REQUESTS, chat, request.getJobId(), null, request);
    }

    /** As a process leaves it that ended after it had ordered. */
    private void ordered(PhotoRequested request, String status, String taskId) {
        database.sql("""
                insert into remote_generations (id, job_id, number, order_key, user_id, chat_id, session_id, style, provider, model,
                                                prompt, price, status, token, task_id)
                values (gen_random_uuid(), ?, 1, 'earlier', ?, ?, ?, ?, 'replicate', 'toys/mirror', '', 0, ?, gen_random_uuid(), ?)
                """)
                .params(
                        request.getJobId(),
                        request.getUserId(),
                        chat,
                        request.getSessionId(),
                        request.getStylePresetId(),
                        status,
                        taskId)
                .update();
    }

    private void awaitStatus(PhotoRequested request, String status) {
        await(status)
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> status.equals(row(request).get("status")));
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
