package io.stickermill.history.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.RemoteGenerationStatus;
import io.stickermill.schemas.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Pictures of remote models, as events tell of them. */
class GenerationsIT extends HistoryOnParts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private EventPublisher events;

    @Autowired
    private Generations generations;

    @Autowired
    private ObjectStorage storage;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final UUID id = UUID.randomUUID();
    private final UUID job = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();

    @Test
    void theYoungestEventOfAGenerationIsWhatCounts() throws Exception {
        generations.changed(changed(RemoteGenerationStatus.SUCCEEDED, 9)
                .setAssetKey("generations/a/b")
                .setThumbnailKey("generations/a/b.256.webp")
                .setStartedAt(now.plusSeconds(1))
                .setMadeAt(now.plusSeconds(5))
                .setEndedAt(now.plusSeconds(7))
                .setPaid(true)
                .build());
        generations.changed(changed(RemoteGenerationStatus.RUNNING, 2).build());
        generations.changed(changed(RemoteGenerationStatus.UNKNOWN, 12).build());

        JsonNode found = ok("/v1/generations/" + id);
        assertThat(found.path("status").asText()).isEqualTo("succeeded");
        assertThat(found.path("prompt").asText()).isEqualTo("A clay figure with a hat");
        assertThat(found.path("price").decimalValue()).isEqualByComparingTo("0.04");
        assertThat(found.path("link").asText()).contains("generations/a/b?");
        assertThat(found.path("thumbnail").asText()).contains("b.256.webp");
        assertThat(found.has("preview")).as("what is not known is left out").isFalse();
        assertThat(found.path("queue_ms").asLong()).isEqualTo(1000);
        assertThat(found.path("run_ms").asLong()).isEqualTo(4000);
        assertThat(found.path("copy_ms").asLong()).isEqualTo(2000);
        assertThat(ok("/v1/users/" + user + "/generations").path("generations")).hasSize(1);
        assertThat(ok("/v1/jobs/" + job + "/generations").path("generations")).hasSize(1);
        assertThat(get("/v1/generations/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void itsSmallPictureIsGivenToWhoDoesNotReachTheStorage() throws Exception {
        String key = "generations/" + user + "/" + id + ".256.webp";
        generations.changed(changed(RemoteGenerationStatus.RUNNING, 2).build());
        generations.changed(changed(RemoteGenerationStatus.SUCCEEDED, 9)
                .setKind("video")
                .setAssetKey("generations/a/b")
                .setThumbnailKey(key)
                .build());
        assertThat(get("/v1/generations/" + id + "/thumbnail").statusCode()).isEqualTo(404);

        storage.put(key, "RIFF....WEBP".getBytes(UTF_8));

        assertThat(get("/v1/generations/" + id + "/thumbnail").body()).isEqualTo("RIFF....WEBP");
        assertThat(ok("/v1/generations/" + id).path("kind").asText()).isEqualTo("video");
        assertThat(get("/v1/generations/" + UUID.randomUUID() + "/thumbnail").statusCode())
                .isEqualTo(404);
    }

    @Test
    void itComesByItsTopicAndIsListedByHowItStands() throws Exception {
        events.publish(
                Topics.GENERATION_CHANGES,
                7L,
                job,
                null,
                changed(RemoteGenerationStatus.LOST_SIGHT, 1).build());

        await().atMost(PATIENCE).until(() -> get("/v1/generations/" + id).statusCode() == 200);
        assertThat(ok("/v1/generations?which=open&limit=100").toString()).contains(id.toString());
        assertThat(ok("/v1/generations?which=failed&limit=100").toString()).doesNotContain(id.toString());
        assertThat(ok("/v1/generations/" + id).path("status").asText()).isEqualTo("unknown");
        generations.changed(changed(RemoteGenerationStatus.FAILED, 3)
                .setReason("LOST")
                .setDetail("nobody knows")
                .setPaid(true)
                .build());
        assertThat(ok("/v1/generations?which=open&limit=100").toString()).doesNotContain(id.toString());
        assertThat(ok("/v1/generations?which=failed&limit=100").toString()).contains(id.toString());

        JsonNode today = ok("/v1/generations/costs?days=1").path("days").get(0);
        assertThat(today.path("provider").asText()).isEqualTo("replicate");
        assertThat(today.path("unknown").asLong()).isPositive();
        assertThat(today.path("cost").decimalValue()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?which=some", "?limit=0", "?after=x", "/costs?days=0", "/costs?days=400", "/no-id"})
    void whatCantBeAskedIsRefused(String what) throws Exception {
        assertThat(get("/v1/generations" + what).statusCode()).isEqualTo(400);
    }

    private RemoteGenerationChanged.Builder changed(RemoteGenerationStatus status, int seconds) {
        return RemoteGenerationChanged.newBuilder()
                .setGenerationId(id)
                .setJobId(job)
                .setNumber(1)
                .setUserId(user)
                .setChatId(7)
                .setSessionId(UUID.randomUUID())
                .setStyle("clay")
                .setProvider("replicate")
                .setModel("acme/clay")
                .setPrompt("A clay figure with a hat")
                .setPrice("0.0400")
                .setStatus(status)
                .setCreatedAt(now)
                .setChangedAt(now.plusSeconds(seconds));
    }

    private JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
