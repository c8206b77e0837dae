package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.gateway.GatewayApplication;
import io.stickermill.gateway.api.ApiRequests.Expired;
import io.stickermill.gateway.session.JobEnd;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.fixture.CustomerKeyWalk;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GivenSticker;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The HTTP API on the real broker, registry, database and S3 server. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(
        classes = GatewayApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        properties = "stickermill.intake.bytes-in-flight=21MB")
class HttpApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicLong CHATS = new AtomicLong(70_000);
    private static final byte[] PHOTO = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> settings;

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private TopicScan topics;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private UploadSweep sweep;

    @Autowired
    private ApiRequests requests;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(EnumSet.allOf(PartKind.class)).springProperties("gateway");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.remote.styles", HttpApiIT::remoteStyles);
    }

    private static String remoteStyles() {
        try {
            return Files.writeString(Files.createTempFile("styles", ".yaml"), """
                    styles:
                      - id: clay
                        titles: {en: Clay}
                        prompt: Clay
                        models: [{provider: gemini, model: m, price: 0.04}]
                    """)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRemoteStyleIsOrderedAsAnyOther() throws Exception {
        long chat = knownChat();
        assertThat(order("clay-" + chat, form(chat, PHOTO, Map.of("style", "clay")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(requests(chat).getFirst().getStylePresetId()).isEqualTo("clay");
        assertProblem(order("plush-" + chat, form(chat, PHOTO, Map.of("style", "plush"))), 422, "sepia, clay.");
    }

    @Test
    void aPhotoIsAcceptedOnceUnderItsKey() throws Exception {
        long chat = knownChat();

        var first =
                order("key-" + chat, form(chat, PHOTO, Map.of("style", "comic", "outline", "false", "mode", "card")));
        var again =
                order("key-" + chat, form(chat, PHOTO, Map.of("style", "comic", "outline", "false", "mode", "card")));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        JsonNode accepted = JSON.readTree(first.body());
        UUID job = UUID.fromString(accepted.path("job_id").asText());
        assertThat(JSON.readTree(again.body())).isEqualTo(accepted);
        assertThat(first.headers().firstValue("Location"))
                .hasValue(accepted.path("status_url").asText());
        assertThat(accepted.path("status_url").asText()).endsWith("/v1/jobs/" + job);
        var requests = requests(chat);
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().getJobId()).isEqualTo(job);
        assertThat(requests.getFirst().getMode()).isEqualTo(StickerMode.CARD);
        assertThat(requests.getFirst().getOutline()).isFalse();
        assertThat(requests.getFirst().getStylePresetId()).isEqualTo("comic");
        assertThat(storage.get(requests.getFirst().getPhotoStorageKey())).hasValue(PHOTO);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() throws Exception {
        long chat = knownChat();
        order("key-" + chat, form(chat, PHOTO, Map.of()));

        assertProblem(order("key-" + chat, form(chat, PHOTO, Map.of("style", "comic"))), 409, "Take a new key");
        assertProblem(
                order("key-" + chat, form(chat, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 9}, Map.of())),
                409,
                "Take a new key");
        assertThat(requests(chat)).hasSize(1);
    }

    @Test
    void manyAtOnceWithTheSameKeyAreOneJob() throws Exception {
        long chat = knownChat();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> order("key-" + chat, form(chat, PHOTO, Map.of()))))
                    .toList();
            List<String> bodies = new ArrayList<>();
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                bodies.add(answer.get().body());
            }
            assertThat(bodies).containsOnly(bodies.getFirst());
        }
        assertThat(requests(chat).stream().map(request -> request.getJobId()).distinct())
                .hasSize(1);
    }

    @Test
    void badInputGetsAProblemThatSaysWhatToDo() throws Exception {
        long chat = knownChat();
        Map<String, String> none = Map.of();

        assertProblem(order(null, form(chat, PHOTO, none)), 400, "Idempotency-Key");
        assertProblem(order("with a blank", form(chat, PHOTO, none)), 400, "Idempotency-Key");
        assertProblem(order("k1-" + chat, form(chat, new byte[0], none)), 422, "empty");
        assertProblem(order("k2-" + chat, form(chat, "text".getBytes(UTF_8), none)), 415, "JPEG, PNG or WebP");
        assertProblem(order("k3-" + chat, form(999_999_999L, PHOTO, none)), 422, "/start");
        assertProblem(
                order("k4-" + chat, form(chat, PHOTO, Map.of("mode", "round"))),
                422,
                "cut_out, card or cut_out_anyway");
        assertProblem(order("k5-" + chat, form(chat, PHOTO, Map.of("style", "../x"))), 422, "style");
        assertProblem(order("k6-" + chat, form(chat, PHOTO, Map.of("text", "x".repeat(201)))), 422, "200");
        assertProblem(order("k7-" + chat, form(chat, new byte[20 * 1024 * 1024 + 10], none)), 413, "");
        assertProblem(order("k8-" + chat, Map.of("photo", PHOTO)), 400, "");
        assertProblem(send("POST", "/v1/stickers", "application/json", "{}".getBytes(UTF_8), null), 415, "");
        assertProblem(send("GET", "/v1/stickers", null, null, null), 405, "");
        assertProblem(send("GET", "/v1/nothing", null, null, null), 404, "no such path");
        assertProblem(send("POST", "/v1/jobs/no-uuid/cancel", null, new byte[0], null), 400, "id must be a UUID");
        assertProblem(send("POST", "/v1/jobs/" + UUID.randomUUID() + "/cancel", null, new byte[0], null), 404, "check");
        assertThat(requests(chat)).isEmpty();
    }

    /** As a client that writes all it has before it reads: the answer must wait for it. */
    @Test
    void whoSendsEverythingFirstHearsWhyItIsRefused() throws Exception {
        long chat = knownChat();
        Map<String, Object> longField = form(chat, PHOTO, Map.of());
        longField.put("text", "x".repeat(100 * 1024 * 1024));

        assertThat(sendThenListen("/v1/stickers", longField))
                .contains("HTTP/1.1 413", "application/problem+json", "The body is larger than");
        assertThat(sendThenListen("/v1/stickers", form(chat, new byte[20 * 1024 * 1024 + 10], Map.of())))
                .contains("HTTP/1.1 413", "The photo is larger than 20 MB");
        for (String path :
                new String[] {"/v1/recovery?since=2026-01-01T00:00:00Z", "/v1/jobs/" + UUID.randomUUID() + "/cancel"}) {
            assertThat(sendThenListen(path, form(chat, new byte[20_000], Map.of())))
                    .contains("HTTP/1.1 413", "application/problem+json");
        }
        assertProblem(
                send("PUT", "/v1/intake/quota?daily=1", "application/x-www-form-urlencoded", new byte[20_000], null),
                413,
                "larger than");
        assertThat(requests(chat)).isEmpty();
    }

    @Test
    void theFormSaysWhatDoesNotBelongInIt() throws Exception {
        long chat = knownChat();
        Map<String, Object> unknown = form(chat, PHOTO, Map.of("colour", "red"));
        assertProblem(order("u1-" + chat, unknown), 422, "\"colour\"");
        assertProblem(order("u3-" + chat, form(chat, PHOTO, Map.of("outline", "maybe"))), 422, "outline");
        assertProblem(order("u4-" + chat, form(chat, PHOTO, Map.of("text", "x".repeat(10_000)))), 413, "text");
        assertProblem(order("u5-" + chat, Map.of("chat_id", chat)), 400, "no field photo");
        assertProblem(
                send(
                        "POST",
                        "/v1/stickers",
                        "multipart/form-data; boundary=x",
                        "--x\r\n".getBytes(UTF_8),
                        "u6-" + chat),
                400,
                "multipart/form-data");
        assertProblem(
                send("POST", "/v1/stickers", "multipart/form-data", "--x--".getBytes(UTF_8), "u7-" + chat),
                400,
                "multipart/form-data");
        assertThat(requests(chat)).isEmpty();
    }

    @Test
    void fortyUploadsAtOnceAreTakenOrAskedToComeAgainAndThenAllIsWell() throws Exception {
        long chat = knownChat();
        byte[] large = new byte[2_000_000];
        System.arraycopy(PHOTO, 0, large, 0, PHOTO.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> order("many-" + i + "-" + chat, form(chat, large, Map.of()))))
                    .toList();
            for (var answer : answers) {
                HttpResponse<String> answered = answer.get();
                if (answered.statusCode() != 202) {
                    assertProblem(answered, 503, "same request again");
                    assertThat(answered.headers().firstValue("Retry-After")).isPresent();
                }
            }
        }
        assertThat(order("after-" + chat, form(chat, large, Map.of())).statusCode())
                .isEqualTo(202);
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("stickermill-upload-")))
                    .isEmpty();
        }
    }

    @Test
    void aPersonIsFoundByTheirTelegramId() throws Exception {
        long chat = knownChat();

        var found = send("GET", "/v1/users?telegram_id=" + chat, null, null, null);

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(found.body()).path("telegram_id").asLong()).isEqualTo(chat);
        assertThat(JSON.readTree(found.body()).path("stickers_url").asText())
                .endsWith("/v1/users/" + JSON.readTree(found.body()).path("id").asText() + "/stickers");
        order("key-" + chat, form(chat, PHOTO, Map.of()));
        assertThat(JSON.readTree(found.body()).path("id").asText())
                .isEqualTo(requests(chat).getFirst().getUserId().toString());
        assertProblem(send("GET", "/v1/users?telegram_id=1", null, null, null), 404, "has written to the bot");
    }

    @Test
    void aGroupThatHasWrittenIsKnown() throws Exception {
        long group = -CHATS.incrementAndGet();
        assertProblem(order("key" + group, form(group, PHOTO, Map.of())), 422, "Nobody has written");
        UUID id = Ids.user(botId(), group);
        database.sql("insert into users (id, bot_id, telegram_id, language) values (?, ?, ?, 'ru')")
                .params(id, botId(), group)
                .update();

        assertThat(order("key" + group, form(group, PHOTO, Map.of())).statusCode())
                .isEqualTo(202);

        assertThat(requests(group)).singleElement().satisfies(request -> {
            assertThat(request.getChatKind()).isEqualTo(ChatKind.GROUP);
            assertThat(request.getUserId()).isEqualTo(id);
            assertThat(request.getLanguage()).isEqualTo("ru");
        });
        assertThat(send("GET", "/v1/users?telegram_id=" + group, null, null, null)
                        .statusCode())
                .isEqualTo(200);
    }

    private long botId() throws Exception {
        long chat = knownChat();
        return database.sql("select bot_id from users where telegram_id = ?")
                .param(chat)
                .query(Long.class)
                .single();
    }

    @Test
    void photosBecomeASetOnceUnderTheirKey() throws Exception {
        long chat = knownChat();
        byte[] other = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 9};
        Map<String, Object> form = form(chat, PHOTO, Map.of("title", " Our  cat ", "style", "comic"));
        form.put("photo", List.of(PHOTO, other, PHOTO));

        var first = orderSet("set-" + chat, form);
        var again = orderSet("set-" + chat, form);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        var asked = setRequests(chat);
        assertThat(asked)
                .extracting(StickerSetRequested::getKind)
                .containsExactly(StickerSetRequestKind.PACK_BEGUN, StickerSetRequestKind.PACK_ENDED);
        UUID pack = asked.getFirst().getSetId();
        assertThat(JSON.readTree(first.body()).path("sticker_set_id").asText())
                .isEqualTo(Ids.setOfPack(pack, 1).toString());
        assertThat(asked.getFirst().getTitle()).isEqualTo("Our cat");
        assertThat(asked.getLast().getParts()).isEqualTo(3);
        var photos = requests(chat);
        assertThat(photos).hasSize(3).allSatisfy(photo -> {
            assertThat(photo.getPackBatchId()).isEqualTo(pack);
            assertThat(photo.getStylePresetId()).isEqualTo("comic");
        });
        assertThat(photos).extracting(PhotoRequested::getPackIndex).containsExactly(0, 1, 2);
        assertThat(photos).extracting(PhotoRequested::getSessionId).containsOnly(Ids.session(pack));
        assertThat(storage.get(photos.get(1).getPhotoStorageKey())).hasValue(other);
        form.put("photo", List.of(PHOTO, PHOTO, PHOTO));
        assertProblem(orderSet("set-" + chat, form), 409, "Take a new key");
        assertThat(requests(chat)).hasSize(3);
    }

    /** Half a set helps nobody: what is not made today is made by the same request tomorrow. */
    @Test
    void aQuotaThatEndsAmidASetLetsNothingOfItBegin() throws Exception {
        long chat = knownChat();
        send("PUT", "/v1/intake/quota?telegram_id=" + chat + "&daily=2", null, null, null);
        Map<String, Object> form = form(chat, PHOTO, Map.of("title", "Three"));
        form.put("photo", List.of(PHOTO, PHOTO, PHOTO));

        assertProblem(orderSet("set-" + chat, form), 429, "2 stickers of today");

        assertThat(requests(chat)).isEmpty();
        assertThat(setRequests(chat)).isEmpty();
        send("PUT", "/v1/intake/quota?telegram_id=" + chat + "&daily=3", null, null, null);
        assertThat(orderSet("set-" + chat, form).statusCode()).isEqualTo(202);
        assertThat(requests(chat)).hasSize(3);
    }

    @Test
    void stickersThatThereAreBecomeASet() throws Exception {
        long chat = knownChat();
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        String body = """
                {"chat_id": %d, "title": "Both", "stickers": [
                  {"sticker_id": "%s"}, {"sticker_id": "%s", "telegram_file_id": "CAACAgI-_x", "emoji": "\\ud83d\\udc31"}]}
                """.formatted(chat, one, other);

        assertThat(orderSet("made-" + chat, body).statusCode()).isEqualTo(202);
        assertThat(orderSet("made-" + chat, body).statusCode()).isEqualTo(202);

        assertThat(setRequests(chat)).singleElement().satisfies(asked -> {
            assertThat(asked.getKind()).isEqualTo(StickerSetRequestKind.MAKE);
            assertThat(asked.getQuiet()).isFalse();
            assertThat(asked.getStickers())
                    .containsExactly(
                            new GivenSticker(one, null, null), new GivenSticker(other, "CAACAgI-_x", "\ud83d\udc31"));
        });
        assertProblem(orderSet("made-" + chat, body.replace("Both", "Two")), 409, "Take a new key");
    }

    @Test
    void whatCanBeNoSetIsRefusedInWords() throws Exception {
        long chat = knownChat();
        String key = "no-" + chat;
        Map<String, String> titled = Map.of("title", "T");

        assertProblem(orderSet(key, form(chat, PHOTO, Map.of())), 400, "title");
        assertProblem(orderSet(key, form(chat, PHOTO, Map.of("title", "x".repeat(65)))), 422, "64");
        assertProblem(orderSet(key, form(chat, PHOTO, Map.of("title", "see t.me/x"))), 422, "link");
        assertProblem(orderSet(key, form(chat, PHOTO, Map.of("title", "T", "text", "x"))), 422, "text");
        assertProblem(orderSet(key, form(-chat, PHOTO, titled)), 422, "group");
        assertProblem(orderSet(key, form(999_999_998L, PHOTO, titled)), 422, "/start");
        assertProblem(orderSet(key, form(chat, "text".getBytes(UTF_8), titled)), 415, "Photo 1");
        assertProblem(orderSet(null, form(chat, PHOTO, titled)), 400, "Idempotency-Key");
        Map<String, Object> many = form(chat, PHOTO, titled);
        many.put("photo", Collections.nCopies(121, PHOTO));
        assertProblem(orderSet(key, many), 422, "more than 120 photos");
        String id = UUID.randomUUID().toString();
        String json = "{\"chat_id\":" + chat + ",\"title\":\"T\",\"stickers\":[%s]}";
        assertProblem(orderSet(key, json.formatted("")), 422, "1 to 120");
        assertProblem(orderSet(key, json.formatted("{}")), 422, "sticker_id");
        assertProblem(orderSet(key, json.formatted("{\"sticker_id\":\"x\"}")), 400, "UUID");
        String twice = "{\"sticker_id\":\"" + id + "\"},{\"sticker_id\":\"" + id + "\"}";
        assertProblem(orderSet(key, json.formatted(twice)), 422, "once");
        for (String emoji : new String[] {"a", "7", "", "\ud83d\ude00\ud83d\ude00"}) {
            String sticker = "{\"sticker_id\":\"" + id + "\",\"emoji\":\"" + emoji + "\"}";
            assertProblem(orderSet(key, json.formatted(sticker)), 422, "one emoji");
        }
        String file = "{\"sticker_id\":\"" + id + "\",\"telegram_file_id\":\"https://x\"}";
        assertProblem(orderSet(key, json.formatted(file)), 422, "telegram_file_id");
        assertProblem(orderSet(key, "null"), 400, "null");
        assertProblem(orderSet(key, "[".repeat(70_000)), 413, "larger");
        assertThat(setRequests(chat)).isEmpty();
        assertThat(requests(chat)).isEmpty();
    }

    @Test
    void aTextThatCannotBeSetIsRefusedInWordsAndItsKeyIsStillFree() throws Exception {
        long chat = knownChat();
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

        assertProblem(order("key-" + chat, form(chat, PHOTO, Map.of("text", "a\0b"))), 422, "control characters");
        assertProblem(order("key-" + chat, form(chat, PHOTO, Map.of("text", family.repeat(201)))), 422, "has 201");

        assertThat(order("key-" + chat, form(chat, PHOTO, Map.of("text", family.repeat(200))))
                        .statusCode())
                .isEqualTo(202);
        assertThat(requests(chat).getFirst().getText()).isEqualTo(family.repeat(200));
    }

    @Test
    void withoutTheKeyNothingIsServed() throws Exception {
        for (String key : new String[] {"wrong-key-wrong-key", ""}) {
            var request = HttpRequest.newBuilder(URI.create(base() + "/v1/jobs/" + UUID.randomUUID() + "/cancel"))
                    .header("X-API-Key", key)
                    .POST(BodyPublishers.noBody())
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertProblem(answer, 401, "X-API-Key");
        }
    }

    @Test
    void cancelIsPublishedForAJobThatThisGatewayMade() throws Exception {
        long chat = knownChat();
        String job = JSON.readTree(
                        order("key-" + chat, form(chat, PHOTO, Map.of())).body())
                .path("job_id")
                .asText();

        var answer = send("POST", "/v1/jobs/" + job + "/cancel", null, new byte[0], null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        List<JobCommandKind> kinds = new ArrayList<>();
        topics.read(Topics.JOB_COMMANDS, Instant.EPOCH, found -> {
            if (found.value().getJobId().toString().equals(job)) {
                kinds.add(found.value().getKind());
            }
        });
        assertThat(kinds).containsExactly(JobCommandKind.CANCEL);
    }

    @ParameterizedTest
    @EnumSource(JobEnd.class)
    void cancellingWhatHasEndedChangesNothingAndSaysSo(JobEnd end) throws Exception {
        long chat = knownChat();
        String job = JSON.readTree(
                        order("key-" + chat, form(chat, PHOTO, Map.of())).body())
                .path("job_id")
                .asText();
        database.sql("update photo_requests set ended_at = now(), end_state = ? where job_id = ?")
                .params(end.name(), UUID.fromString(job))
                .update();

        var answer = send("POST", "/v1/jobs/" + job + "/cancel", null, new byte[0], null);

        assertProblem(answer, 409, "nothing to cancel");
        assertThat(JSON.readTree(answer.body()).path("job_status").asText())
                .isEqualTo(end.name().toLowerCase(Locale.ROOT));
        topics.read(
                Topics.JOB_COMMANDS,
                Instant.EPOCH,
                found -> assertThat(found.value().getJobId()).isNotEqualTo(UUID.fromString(job)));
    }

    @Test
    void anUploadGoesWhenItsTimeIsOver() throws Exception {
        long chat = knownChat();
        order("key-" + chat, form(chat, PHOTO, Map.of()));
        String key = requests(chat).getFirst().getPhotoStorageKey();

        sweep.sweep();
        assertThat(storage.get(key)).as("its time is not over").isPresent();
        database.sql("update api_requests set expires_at = now() - interval '1 minute' where storage_key = ?")
                .param(key)
                .update();
        sweep.sweep();

        assertThat(storage.get(key)).isEmpty();
    }

    @Test
    void anOrderThatWasNotPublishedHasItsPhotosWholeTimeFromItsLastTryOn() {
        UUID job = UUID.randomUUID();
        Duration lifetime = Duration.ofHours(24);
        requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime);
        String late =
                "update api_requests set expires_at = now() + interval '1 minute', removed_at = now() where job_id = ?";
        database.sql(late).param(job).update();

        requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime);
        assertThat(remaining(job)).isGreaterThan(Duration.ofHours(23).toSeconds());
        assertThat(requests.isKept(job)).isTrue();

        requests.published(job);
        database.sql(late).param(job).update();
        requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime);
        assertThat(remaining(job)).as("its 24 h began when it was taken").isLessThan(100);
    }

    @Test
    void whatIsBeingRemovedIsNotPutThereAtTheSameTime() {
        UUID job = UUID.randomUUID();
        Duration lifetime = Duration.ofHours(24);
        requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime);
        database.sql("update api_requests set expires_at = now() - interval '1 minute' where job_id = ?")
                .param(job)
                .update();
        assertThat(requests.claimExpired(1000, lifetime))
                .extracting(Expired::jobId)
                .contains(job);
        assertThat(requests.claimExpired(1000, lifetime))
                .extracting(Expired::jobId)
                .doesNotContain(job);

        assertThat(requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime)
                        .beingRemoved())
                .isTrue();
        requests.removed(job);
        assertThat(requests.note(job, "digest", 1, StorageKeys.upload(job), lifetime)
                        .beingRemoved())
                .isFalse();
        assertThat(requests.isKept(job)).isTrue();
    }

    @Test
    void aPhotoThatNoRowKnowsGoesToo() throws Exception {
        long chat = knownChat();
        order("key-" + chat, form(chat, PHOTO, Map.of()));
        String known = requests(chat).getFirst().getPhotoStorageKey();
        String unknown = StorageKeys.upload(UUID.randomUUID());
        storage.put(unknown, PHOTO);
        storage.put("uploads/of-somebody-else", PHOTO);

        sweep.sweepUnknown();
        assertThat(storage.get(unknown)).as("it is not old enough").isPresent();
        sweep.sweepUnknown(Duration.ofDays(-1));

        assertThat(storage.get(unknown)).isEmpty();
        assertThat(storage.get(known)).isPresent();
        assertThat(storage.get("uploads/of-somebody-else")).isPresent();
    }

    private long remaining(UUID job) {
        return database.sql("select extract(epoch from expires_at - now())::bigint from api_requests where job_id = ?")
                .param(job)
                .query(Long.class)
                .single();
    }

    @Test
    void whileStorageIsAwayTheAnswerIs503AndTheSameRequestWorksLater() throws Exception {
        long chat = knownChat();
        LocalParts parts = LocalParts.shared(EnumSet.of(PartKind.S3));
        parts.kill(PartKind.S3);
        var refused = order("key-" + chat, form(chat, PHOTO, Map.of()));
        parts.restart(PartKind.S3);

        assertProblem(refused, 503, "same request again");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(order("key-" + chat, form(chat, PHOTO, Map.of())).statusCode())
                .isEqualTo(202);
        assertThat(requests(chat)).hasSize(1);
    }

    @Test
    void theDescriptionNamesEveryHandlerAndNoOther() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(base() + "/v1/openapi.json")).build(), BodyHandlers.ofString());
        JsonNode paths = JSON.readTree(answer.body()).path("paths");
        Map<String, Set<String>> described = new TreeMap<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> described
                                .computeIfAbsent(path.getKey(), _ -> new TreeSet<>())
                                .add(operation.getKey().toUpperCase(Locale.ROOT))));
        Map<String, Set<String>> handled = new TreeMap<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/") && !path.startsWith("/v1/openapi"))
                        .forEach(path -> handled.computeIfAbsent(path, _ -> new TreeSet<>())
                                .addAll(info.getMethodsCondition().getMethods().stream()
                                        .map(Enum::name)
                                        .toList()))));

        assertThat(described).isEqualTo(handled).containsKey("/v1/stickers");
        JsonNode order = paths.path("/v1/stickers").path("post");
        assertThat(order.path("responses").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .contains("202", "401", "409", "413", "415", "422", "503");
        assertThat(order.path("responses").path("409").path("content").has("application/problem+json"))
                .isTrue();
        assertThat(order.path("parameters").toString()).contains("Idempotency-Key");
    }

    @Test
    void aCustomersKeyMakesStickersAndOpensNothingElse() throws Exception {
        assertThat(CustomerKeyWalk.opened(mappings, settings))
                .containsExactly(
                        "GET /v1/styles", "POST /v1/jobs/{id}/cancel", "POST /v1/sticker-sets", "POST /v1/stickers");
    }

    @Test
    void theStylesToChooseFromAreListedWithTheirPrices() throws Exception {
        JsonNode styles = styles("?language=ru");

        assertThat(styles.valueStream().map(style -> style.path("id").asText()))
                .startsWith("none")
                .contains("comic")
                .endsWith("clay");
        JsonNode clay = styles.get(styles.size() - 1);
        assertThat(clay.path("remote").asBoolean()).isTrue();
        assertThat(clay.path("price").decimalValue()).isPositive();
        assertThat(styles.get(0).path("remote").asBoolean()).isFalse();
        assertThat(styles.get(0).path("price").decimalValue()).isZero();
        assertThat(styles("?language=xx")).isEqualTo(styles(""));
    }

    private JsonNode styles(String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base() + "/v1/styles" + query))
                .header("X-API-Key", settings.get("stickermill.api.customer-key"))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path("styles");
    }

    /** A person who has written to the bot. */
    private long knownChat() throws Exception {
        long chat = CHATS.incrementAndGet();
        new EmulatedUser(settings.get("stickermill.telegram.base-url"), chat).say("/start", "en");
        await().atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from users where telegram_id = ?")
                                .param(chat)
                                .query(Long.class)
                                .single()
                        == 1);
        return chat;
    }

    private List<io.stickermill.schemas.PhotoRequested> requests(long chat) {
        List<io.stickermill.schemas.PhotoRequested> found = new ArrayList<>();
        topics.read(Topics.PHOTO_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getChatId() == chat) {
                found.add(record.value());
            }
        });
        return found;
    }

    private List<StickerSetRequested> setRequests(long chat) {
        List<StickerSetRequested> found = new ArrayList<>();
        topics.read(Topics.SET_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getChatId() == chat) {
                found.add(record.value());
            }
        });
        return found;
    }

    private HttpResponse<String> orderSet(String key, Map<String, ?> form) throws IOException, InterruptedException {
        return send("POST", "/v1/sticker-sets", "multipart/form-data; boundary=limit", multipart(form, "limit"), key);
    }

    private HttpResponse<String> orderSet(String key, String json) throws IOException, InterruptedException {
        return send("POST", "/v1/sticker-sets", "application/json", json.getBytes(UTF_8), key);
    }

    private static Map<String, Object> form(long chat, byte[] photo, Map<String, String> options) {
        Map<String, Object> form = new LinkedHashMap<>(options);
        form.put("chat_id", Long.toString(chat));
        form.put("photo", photo);
        return form;
    }

    private HttpResponse<String> order(String key, Map<String, ?> form) throws IOException, InterruptedException {
        String boundary = "stickermill-" + UUID.randomUUID();
        return send(
                "POST", "/v1/stickers", "multipart/form-data; boundary=" + boundary, multipart(form, boundary), key);
    }

    private static String sendThenListen(String path, Map<String, ?> form) throws IOException {
        URI gateway = URI.create(base());
        byte[] body = multipart(form, "limit");
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: here\r\nX-API-Key: " + settings.get("stickermill.api.key")
                            + "\r\nIdempotency-Key: k\r\nContent-Type: multipart/form-data; boundary=limit"
                            + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static byte[] multipart(Map<String, ?> form, String boundary) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (var part : form.entrySet()) {
            List<?> values = part.getValue() instanceof List<?> several ? several : List.of(part.getValue());
            for (Object value : values) {
                String file = value instanceof byte[] ? "; filename=\"photo.jpg\"" : "";
                body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                                + part.getKey() + "\"" + file
                                + "\r\n\r\n")
                        .getBytes(UTF_8));
                body.write(
                        value instanceof byte[] bytes ? bytes : value.toString().getBytes(UTF_8));
                body.write("\r\n".getBytes(UTF_8));
            }
        }
        body.write(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body, String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("X-API-Key", settings.get("stickermill.api.key"))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String says) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank().contains(says);
    }

    private static String base() {
        return "http://" + settings.get("server.address") + ":" + settings.get("server.port");
    }
}
