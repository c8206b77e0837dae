package io.stickermill.history.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private List<RequestMappingHandlerMapping> mappings;

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
