package io.stickermill.history.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.StickerSetChanged;
import io.stickermill.schemas.StickerSetPart;
import io.stickermill.schemas.StickerSetPartState;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.StickerSetState;
import io.stickermill.schemas.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Sticker sets, as events tell of them and programs ask for changes. */
class SetsIT extends HistoryOnParts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant T = Instant.parse("2026-11-01T12:00:00Z");

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private Sets sets;

    private final UUID id = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();

    @Test
    void theYoungestEventOfASetIsWhatCounts() throws Exception {
        tell(changed(StickerSetState.OPEN, T.plusSeconds(9)).setName("a_set").setTitle("New"));
        tell(changed(StickerSetState.MAKING, T).setTitle("Old"));

        JsonNode set = ok("/v1/sticker-sets/" + id);
        assertThat(set.path("status").asText()).isEqualTo("open");
        assertThat(set.path("title").asText()).isEqualTo("New");
        assertThat(set.path("link").asText()).isEqualTo("https://t.me/addstickers/a_set");
        assertThat(set.path("stickers").asInt()).isEqualTo(1);
        assertThat(set.path("failed").asInt()).isEqualTo(1);
        assertThat(set.path("parts")).hasSize(2);
        assertThat(set.path("parts").get(1).path("reason").asText()).isEqualTo("failed_NO_SUBJECT");
        assertThat(set.path("parts").get(0).has("reason"))
                .as("what is not known is left out")
                .isFalse();
        assertThat(ok("/v1/users/" + user + "/sticker-sets").path("sticker_sets"))
                .hasSize(1);
        assertThat(ok("/v1/users/" + user + "/sticker-sets")
                        .path("sticker_sets")
                        .get(0)
                        .has("parts"))
                .isFalse();
        assertThat(ok("/v1/sticker-sets?limit=100&after=" + T.plusSeconds(10) + "_" + user)
                        .toString())
                .contains(id.toString());
        tell(changed(StickerSetState.DELETED, T.plusSeconds(10)));
        assertThat(ok("/v1/users/" + user + "/sticker-sets").path("sticker_sets"))
                .isEmpty();
        assertThat(ok("/v1/sticker-sets/" + id).path("status").asText()).isEqualTo("deleted");
        assertThat(get("/v1/sticker-sets/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void aChangeIsAskedOfWhoKeepsSets() throws Exception {
        tell(changed(StickerSetState.OPEN, T));

        JsonNode asked = JSON.readTree(
                patch("{\"title\":\" Our  dog \",\"order\":[1]}", 202).body());
        assertThat(send("DELETE", "/v1/sticker-sets/" + id, null).statusCode()).isEqualTo(202);

        List<StickerSetRequested> requests = requests();
        assertThat(requests)
                .extracting(StickerSetRequested::getKind)
                .containsExactly(
                        StickerSetRequestKind.RENAME, StickerSetRequestKind.ORDER, StickerSetRequestKind.DELETE);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.getQuiet()).isTrue();
            assertThat(request.getUserId()).isEqualTo(user);
            assertThat(request.getTelegramUserId()).isEqualTo(77);
        });
        assertThat(requests.get(0).getTitle()).isEqualTo("Our dog");
        assertThat(requests.get(1).getOrder()).containsExactly(1);
        assertThat(requests.get(2).getConfirmed()).isTrue();
        assertThat(asked.path("request_ids").get(1).asText())
                .isEqualTo(requests.get(1).getRequestId().toString());
        tell(changed(StickerSetState.OPEN, T.plusSeconds(1))
                .setRefusedRequestId(requests.get(1).getRequestId())
                .setRefusal("set_refused"));
        tell(changed(StickerSetState.OPEN, T.plusSeconds(2)));
        JsonNode refused = ok("/v1/sticker-sets/" + id).path("refused");
        assertThat(refused.path("request_id").asText())
                .isEqualTo(requests.get(1).getRequestId().toString());
        assertThat(refused.path("reason").asText()).isEqualTo("set_refused");
    }

    @Test
    void whatCantBeChangedIsRefusedInWords() throws Exception {
        assertThat(patch("{\"title\":\"T\"}", 404).body()).contains("No sticker set");
        tell(changed(StickerSetState.MAKING, T));
        assertThat(patch("{\"title\":\"T\"}", 409).body()).contains("making");
        assertThat(send("DELETE", "/v1/sticker-sets/" + id, null).statusCode()).isEqualTo(409);
        tell(changed(StickerSetState.OPEN, T.plusSeconds(1)));
        assertThat(patch("{}", 422).body()).contains("title or an order");
        assertThat(patch("{\"title\":\"" + "x".repeat(65) + "\"}", 422).body()).contains("64");
        assertThat(patch("{\"title\":\"@somebody\"}", 422).body()).contains("link");
        assertThat(patch("{\"order\":[1,1]}", 422).body()).contains("each once");
        assertThat(patch("{\"order\":[1,8]}", 422).body()).contains("numbers of the set");
        assertThat(patch("{\"order\":[1,null]}", 422).body()).contains("numbers of the set");
        assertThat(patch("{\"colour\":1}", 422).body()).contains("colour");
        assertThat(patch("no json", 400).body()).contains("JSON");
        tell(changed(StickerSetState.DELETED, T.plusSeconds(2)));
        assertThat(patch("{\"title\":\"T\"}", 409).body()).contains("deleted");
        assertThat(send("DELETE", "/v1/sticker-sets/" + id, null).statusCode()).isEqualTo(202);
        assertThat(requests()).isEmpty();
    }

    @Test
    void theMakingOfASetIsAStreamThatEnds() throws Exception {
        tell(changed(StickerSetState.MAKING, T).setPhotos(2));
        Thread later = Thread.ofVirtual().start(() -> {
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            sets.changed(changed(StickerSetState.OPEN, T.plusSeconds(1)).build());
        });

        String stream = get("/v1/sticker-sets/" + id + "/events").body();

        later.join();
        assertThat(stream)
                .contains("event:progress\ndata:{\"photos\":2,\"done\":1,\"failed\":1}")
                .contains("event:ended\ndata:{\"sticker_set_id\":\"" + id);
        assertThat(get("/v1/sticker-sets/" + UUID.randomUUID() + "/events").statusCode())
                .isEqualTo(404);
    }

    /** From the topic to the row, once; the others need not wait for a consumer. */
    @Test
    void setsComeFromTheirTopic() throws Exception {
        var event = changed(StickerSetState.OPEN, T).build();
        events.publish(Topics.SET_CHANGES, 77, (UUID) null, null, event);

        await().atMost(PATIENCE).until(() -> get("/v1/sticker-sets/" + id).statusCode() == 200);
    }

    private void tell(StickerSetChanged.Builder changed) {
        sets.changed(changed.build());
    }

    private StickerSetChanged.Builder changed(StickerSetState state, Instant at) {
        return StickerSetChanged.newBuilder()
                .setSetId(id)
                .setUserId(user)
                .setTelegramUserId(77)
                .setTitle("A title")
                .setState(state)
                .setParts(List.of(
                        StickerSetPart.newBuilder()
                                .setNumber(1)
                                .setStickerId(UUID.randomUUID())
                                .setEmoji("⭐")
                                .setState(StickerSetPartState.IN)
                                .build(),
                        StickerSetPart.newBuilder()
                                .setPhoto(1)
                                .setState(StickerSetPartState.FAILED)
                                .setFailure("failed_NO_SUBJECT")
                                .build()))
                .setChangedAt(at);
    }

    private List<StickerSetRequested> requests() {
        List<StickerSetRequested> found = new ArrayList<>();
        topics.read(Topics.SET_REQUESTS, Instant.EPOCH, record -> {
            if (id.equals(record.value().getSetId())) {
                found.add(record.value());
            }
        });
        return found;
    }

    private HttpResponse<String> patch(String body, int status) throws Exception {
        HttpResponse<String> answer = send("PATCH", "/v1/sticker-sets/" + id, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
