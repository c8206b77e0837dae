package io.stickermill.history.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.fixture.CustomerKeyWalk;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** History on the real broker, registry, database and storage. */
class HistoryIT extends HistoryOnParts {

    private static final long CHAT = 5;
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private EventPublisher events;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TopicScan topics;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @Autowired
    private ObjectStorage storage;

    @Test
    void theRowComesWithTheDeliveryAndItsPathFromEitherSide() throws Exception {
        Sticker deliveredFirst = new Sticker();
        deliveredFirst.delivered();
        awaitRows(deliveredFirst, "result_storage_path is null");
        deliveredFirst.stored();
        awaitRows(deliveredFirst, "result_storage_path is not null");

        Sticker storedFirst = new Sticker();
        storedFirst.stored();
        await("the object is known")
                .atMost(PATIENCE)
                .until(() -> count("select count(*) from stored_objects where sticker_id = ?", storedFirst.id) == 1);
        assertThat(count("select count(*) from stickers where id = ?", storedFirst.id))
                .as("stored alone makes no row")
                .isZero();
        storedFirst.delivered();
        awaitRows(storedFirst, "result_storage_path is not null");
    }

    /** Two transactions that don't see each other would each leave the path to the other. */
    @Test
    void bothAtTheSameInstantStillSetThePath() {
        UUID user = UUID.randomUUID();
        int number = 300;
        for (int i = 0; i < number; i++) {
            Sticker sticker = new Sticker(user);
            sticker.deliveredAndStored();
        }

        await("all rows")
                .atMost(PATIENCE)
                .until(() -> count("select count(*) from stickers where user_id = ?", user) == number);
        await("all paths")
                .atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from stickers where user_id = ? and result_storage_path is not null",
                                user)
                        == number);
        assertThat(count("select count(*) from stored_objects where storage_key like 'stickers/' || ? || '%'", user))
                .as("what is delivered is noted nowhere else")
                .isZero();
    }

    @Test
    void repetitionChangesNothing() throws Exception {
        Sticker sticker = new Sticker();
        for (int i = 0; i < 3; i++) {
            sticker.requested();
            sticker.stored();
            sticker.delivered();
        }
        awaitRows(sticker, "result_storage_path is not null");
        Sticker marker = new Sticker();
        marker.delivered();
        awaitRows(marker, "true");

        assertThat(count("select count(*) from stickers where id = ?", sticker.id))
                .isOne();
        assertThat(count("select count(*) from jobs where id = ? and state = 'delivered'", sticker.jobId))
                .isOne();
        assertThat(count("select count(*) from job_events where job_id = ?", sticker.jobId))
                .isEqualTo(4);
    }

    @Test
    void aDeletionThatComesFirstIsNotForgotten() throws Exception {
        Sticker sticker = new Sticker();
        sticker.deleted();
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from deletions where sticker_id = ?", sticker.id) == 1);
        sticker.delivered();
        awaitRows(sticker, "deleted_at is not null");
        assertThat(get("/v1/users/" + sticker.userId + "/stickers", settings.get("stickermill.api.key"))
                        .body())
                .contains("\"stickers\":[]");
    }

    @Test
    void aFinishedJobAndTheLastOfItsEventsNameItsSticker() throws Exception {
        Sticker sticker = new Sticker();
        sticker.requested();
        awaitState(sticker, "accepted");
        assertThat(json("/v1/jobs/" + sticker.jobId).has("sticker")).isFalse();
        sticker.delivered();
        sticker.stored();
        awaitRows(sticker, "result_storage_path is not null");

        JsonNode named = json("/v1/jobs/" + sticker.jobId).path("sticker");
        String events = ask("GET", "/v1/jobs/" + sticker.jobId + "/events").body();
        String last = events.substring(events.lastIndexOf("data:") + 5);

        assertThat(named.path("sticker_id").asText()).isEqualTo(sticker.id.toString());
        assertThat(named.path("shape").asText()).isEqualTo("card_no_subject");
        assertThat(named.path("confidence").asDouble()).isEqualTo(0.25);
        assertThat(named.path("outline").asBoolean(true)).isFalse();
        assertThat(named.path("text").asText()).isEqualTo("Понедельник");
        assertThat(named.path("style").asText()).isEqualTo("comic");
        assertThat(named.path("telegram_file_id").asText()).isEqualTo("file");
        assertThat(named.path("url").asText()).isEqualTo("/v1/stickers/" + sticker.id);
        assertThat(named.path("link").asText()).contains(sticker.id + ".webp");
        JsonNode end = new ObjectMapper().readTree(last).path("sticker");
        assertThat(end.path("sticker_id")).isEqualTo(named.path("sticker_id"));
        assertThat(end.path("text")).isEqualTo(named.path("text"));
        assertThat(end.has("link")).isTrue();
    }

    @Test
    void aStickersFileIsGivenOutUntilItIsDeleted() throws Exception {
        Sticker sticker = new Sticker();
        sticker.requested();
        sticker.delivered();
        sticker.stored();
        awaitRows(sticker, "result_storage_path is not null");
        String path = "/v1/stickers/" + sticker.id;
        assertThat(ask("GET", path + "/file").statusCode())
                .as("known, and not there")
                .isEqualTo(404);
        storage.put(json(path).path("result_storage_path").asText(), "RIFF....WEBP".getBytes(UTF_8));

        assertThat(ask("GET", path + "/file").body()).isEqualTo("RIFF....WEBP");
        assertThat(ask("GET", "/v1/stickers/" + UUID.randomUUID() + "/file").statusCode())
                .isEqualTo(404);
        ask("DELETE", path);
        assertThat(ask("GET", path + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeletedStickerStaysDeletedWhateverIsToldOnceMore() throws Exception {
        Sticker sticker = new Sticker();
        sticker.requested();
        sticker.delivered();
        sticker.stored();
        awaitRows(sticker, "result_storage_path is not null");
        String path = "/v1/stickers/" + sticker.id;

        assertThat(ask("DELETE", path).statusCode()).isEqualTo(204);
        assertThat(json(path).has("deleted_at")).as("at once").isTrue();
        assertThat(json(path).has("link")).isFalse();
        assertThat(ask("DELETE", path).statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "/v1/stickers/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        sticker.delivered();
        sticker.stored();
        Sticker marker = new Sticker();
        marker.delivered();
        awaitRows(marker, "true");

        awaitRows(sticker, "deleted_at is not null");
        assertThat(json("/v1/users/" + sticker.userId + "/stickers").path("stickers"))
                .isEmpty();
        assertThat(deletions(sticker.id)).singleElement().satisfies(command -> {
            assertThat(command.getJobId()).isEqualTo(sticker.jobId);
            assertThat(command.getChatId()).isEqualTo(CHAT);
        });
    }

    /** The command needs a job, and another bot's sticker has none. */
    @Test
    void anotherBotsStickerCanBeDeletedToo() throws Exception {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into stickers (id, user_id, chat_id, origin, generation_type, env, created_at)
                values (?, ?, ?, 'import', 'photo', 'prod', now())
                """).params(id, UUID.randomUUID(), CHAT).update();

        assertThat(ask("DELETE", "/v1/stickers/" + id).statusCode()).isEqualTo(204);

        assertThat(count("select count(*) from stickers where id = ? and deleted_at is not null", id))
                .isOne();
        assertThat(deletions(id))
                .singleElement()
                .satisfies(command -> assertThat(command.getJobId()).isEqualTo(id));
    }

    private List<JobCommand> deletions(UUID stickerId) {
        List<JobCommand> found = new ArrayList<>();
        topics.read(Topics.JOB_COMMANDS, Instant.EPOCH, record -> {
            if (stickerId.equals(record.value().getStickerId())) {
                found.add(record.value());
            }
        });
        return found;
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(ask("GET", path).body());
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        String address = "http://" + settings.get("server.address") + ":" + settings.get("server.port");
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("X-API-Key", settings.get("stickermill.api.key"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theApiNeedsItsKeyAndSaysWhatIsWrong() throws Exception {
        assertThat(get("/v1/queue/stats", null).statusCode()).isEqualTo(401);
        assertThat(get("/v1/queue/stats", "wrong-key-wrong-key").body()).contains("X-API-Key");
        String key = settings.get("stickermill.api.key");
        assertThat(get("/v1/queue/stats", key).body()).contains("\"accepted\"");
        var unknown = get("/v1/jobs/" + UUID.randomUUID(), key);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(get("/v1/jobs/not-a-uuid", key).statusCode()).isEqualTo(400);
        assertThat(get("/v1/users/" + UUID.randomUUID() + "/stickers?limit=0", key)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/users/" + UUID.randomUUID() + "/stickers?after=x", key)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCustomersKeyOpensOneJobStickerOrSetAndNothingOfEverybodys() throws Exception {
        assertThat(CustomerKeyWalk.opened(mappings, settings))
                .containsExactly(
                        "DELETE /v1/sticker-sets/{id}",
                        "DELETE /v1/stickers/{id}",
                        "GET /v1/jobs/{id}",
                        "GET /v1/jobs/{id}/events",
                        "GET /v1/sticker-sets/{id}",
                        "GET /v1/sticker-sets/{id}/events",
                        "GET /v1/stickers/{id}",
                        "GET /v1/stickers/{id}/file",
                        "PATCH /v1/sticker-sets/{id}");
    }

    @Test
    void aUsersStickersArePaged() throws Exception {
        UUID user = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            Sticker sticker = new Sticker(user);
            sticker.delivered();
        }
        await().atMost(PATIENCE).until(() -> count("select count(*) from stickers where user_id = ?", user) == 5);
        String key = settings.get("stickermill.api.key");

        String first = get("/v1/users/" + user + "/stickers?limit=3", key).body();
        String next = first.replaceAll("(?s).*\"next\":\"([^\"]+)\".*", "$1");
        String second = get("/v1/users/" + user + "/stickers?limit=3&after=" + next, key)
                .body();

        assertThat(first.split("sticker_id", -1)).hasSize(4);
        assertThat(second.split("sticker_id", -1)).hasSize(3);
        assertThat(second).doesNotContain("\"next\"");
    }

    @Test
    void aReplayTurnsFailedIntoDeliveredAndTheTimelineShowsIt() throws Exception {
        Sticker sticker = new Sticker();
        sticker.requested();
        sticker.failed(T.plusMillis(500));
        awaitState(sticker, "failed");

        sticker.replayed(T.plusMillis(1_500), sticker::delivered);

        awaitState(sticker, "delivered");
        String job = get("/v1/jobs/" + sticker.jobId, settings.get("stickermill.api.key"))
                .body();
        assertThat(job)
                .doesNotContain("reason")
                .contains("{\"step\":0,\"name\":\"replayed\",\"started_at\":\"2026-01-01T00:00:01.500Z\","
                        + "\"work_ms\":0,\"wait_ms\":1000}");
    }

    @Test
    void aReplayThatFailsTellsTheNewerReasonAndItsOwnOfThisGroupNothing() throws Exception {
        Sticker sticker = new Sticker();
        sticker.failed(T.plusMillis(500));
        awaitState(sticker, "failed");
        sticker.replayed(T.plusMillis(1_000), () -> sticker.notDelivered(DeliveryFailure.EXPIRED, T.plusSeconds(2)));
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from jobs where id = ? and reason = 'EXPIRED'", sticker.jobId) == 1);
        sticker.failed(T.plusMillis(500));
        Sticker own = new Sticker();
        own.replayed("history.dlt-0-1", T, own::delivered);
        awaitRows(own, "true");

        assertThat(count("select count(*) from jobs where id = ? and reason = 'EXPIRED'", sticker.jobId))
                .isOne();
        assertThat(count("select count(*) from job_events where moment = 'replayed' and job_id = ?", own.jobId))
                .isZero();
    }

    /** Generation's and delivery's word come through different topics; delivery's ledger has decided. */
    @Test
    void aCancellationThatCameFirstIsTheEndWhicheverIsHeardFirst() {
        Sticker failureFirst = new Sticker();
        failureFirst.failed(T.plusMillis(500));
        awaitState(failureFirst, "failed");
        failureFirst.notDelivered(DeliveryFailure.CANCELLED, T.plusMillis(400));
        awaitState(failureFirst, "cancelled");

        Sticker cancelFirst = new Sticker();
        cancelFirst.notDelivered(DeliveryFailure.CANCELLED, T.plusMillis(400));
        awaitState(cancelFirst, "cancelled");
        cancelFirst.failed(T.plusMillis(500));
        Sticker marker = new Sticker();
        marker.failed(T);
        awaitState(marker, "failed");
        awaitState(cancelFirst, "cancelled");
    }

    private void awaitState(Sticker sticker, String state) {
        await(state)
                .atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from jobs where id = ? and state = ?")
                                .params(sticker.jobId, state)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    private void awaitRows(Sticker sticker, String condition) {
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from stickers where id = ? and " + condition, sticker.id) == 1);
    }

    private long count(String sql, UUID id) {
        return database.sql(sql).param(id).query(Long.class).single();
    }

    /** A sticker whose events the test sends as it likes. */
    private final class Sticker {
        private final UUID jobId = UUID.randomUUID();
        private final UUID id = Ids.sticker(jobId, 0);
        private final UUID session = Ids.session(jobId);
        private final UUID userId;

        Sticker() {
            this(UUID.randomUUID());
        }

        Sticker(UUID userId) {
            this.userId = userId;
        }

        void requested() {
            var event = PhotoRequested.newBuilder()
                    .setJobId(jobId)
                    .setSessionId(session)
                    .setUserId(userId)
                    .setBotId(1)
                    .setChatId(CHAT)
                    .setTelegramUserId(CHAT)
                    .setPhotoFileId("photo")
                    .setRequestedAt(T)
                    .setReceivedAt(T)
                    .build();
            events.publish(Topics.PHOTO_REQUESTS, CHAT, jobId, null, event);
        }

        void deliveredAndStored() {
            CompletableFuture.allOf(
                            events.publishAsync(Topics.STICKER_DELIVERED, id.hashCode(), jobId, id, deliveredEvent()),
                            events.publishAsync(Topics.STICKER_STORED, id.hashCode(), jobId, id, storedEvent()))
                    .join();
        }

        void delivered() {
            events.publish(Topics.STICKER_DELIVERED, CHAT, jobId, id, deliveredEvent());
        }

        void stored() {
            events.publish(Topics.STICKER_STORED, CHAT, jobId, id, storedEvent());
        }

        private StickerDelivered deliveredEvent() {
            return StickerDelivered.newBuilder()
                    .setStickerId(id)
                    .setJobId(jobId)
                    .setSessionId(session)
                    .setUserId(userId)
                    .setChatId(CHAT)
                    .setTelegramFileId("file")
                    .setTelegramFileUniqueId("unique")
                    .setTelegramMessageId(3)
                    .setStylePresetId("comic")
                    .setShape(StickerShape.CARD_NO_SUBJECT)
                    .setConfidence(0.25)
                    .setOutline(false)
                    .setText("Понедельник")
                    .setStep7Send(100)
                    .setRequestedAt(T)
                    .setReadyAt(T.plusSeconds(1))
                    .setDeliveredAt(T.plusSeconds(2))
                    .build();
        }

        private StickerStored storedEvent() {
            return StickerStored.newBuilder()
                    .setStickerId(id)
                    .setJobId(jobId)
                    .setSessionId(session)
                    .setUserId(userId)
                    .setChatId(CHAT)
                    .setStorageKey("stickers/" + userId + "/" + session + "/1_" + id + ".webp")
                    .setSizeBytes(10)
                    .setStep7Upload(50L)
                    .setReadyAt(T.plusSeconds(1))
                    .setRequestedAt(T)
                    .setStoredAt(T.plusSeconds(2))
                    .build();
        }

        void failed(Instant at) {
            var event = GenerationFailed.newBuilder()
                    .setJobId(jobId)
                    .setChatId(CHAT)
                    .setReason(GenerationFailure.INTERNAL)
                    .setDeadLettered(true)
                    .setFailedAt(at)
                    .build();
            events.publish(Topics.GENERATION_FAILED, CHAT, jobId, null, event);
        }

        void notDelivered(DeliveryFailure reason, Instant at) {
            var event = DeliveryFailed.newBuilder()
                    .setStickerId(id)
                    .setJobId(jobId)
                    .setChatId(CHAT)
                    .setReason(reason)
                    .setFailedAt(at)
                    .build();
            events.publish(Topics.DELIVERY_FAILED, CHAT, jobId, id, event);
        }

        void replayed(Instant at, Runnable publishing) {
            replayed("delivery-telegram.dlt-1-7", at, publishing);
        }

        void replayed(String letter, Instant at, Runnable publishing) {
            var headers = Map.of(GroupHeaders.REPLAY, letter + "@" + at);
            var replayed = new Delivery("sticker-ready", 0, 0, null, Instant.EPOCH, 1, headers, Instant.EPOCH);
            ReplayScope.of(replayed, () -> {
                publishing.run();
                return null;
            });
        }

        void deleted() {
            var event = JobCommand.newBuilder()
                    .setCommandId(UUID.randomUUID())
                    .setKind(JobCommandKind.DELETE)
                    .setJobId(jobId)
                    .setStickerId(id)
                    .setUserId(userId)
                    .setChatId(CHAT)
                    .setIssuedAt(T)
                    .build();
            events.publish(Topics.JOB_COMMANDS, CHAT, jobId, id, event);
        }
    }

    @Test
    void theDescriptionOfTheApiNamesEveryHandler() throws Exception {
        String address = "http://" + settings.get("server.address") + ":" + settings.get("server.port");
        String description = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/v1/openapi.json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Set<String> described = new TreeSet<>();
        new ObjectMapper().readTree(description).path("paths").fieldNames().forEachRemaining(described::add);
        Set<String> handled = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream())
                .filter(path -> path.startsWith("/v1/") && !path.startsWith("/v1/openapi"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(handled).contains("/v1/jobs/{id}/events");
    }
}
