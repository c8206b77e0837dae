package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.platform.fixture.CustomerKeyWalk;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The database came back from a copy of some time ago: the ledger has forgotten what happened since. */
class LedgerRecoveryIT extends DeliveryOnParts {

    private static final String BROKE = "Something broke";

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private Instant copied;

    @BeforeEach
    void copy() {
        copied = Instant.now();
    }

    @Test
    void aStickerThatArrivedIsNotSentAgain() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.publish(ready);
        awaitState(ready, "done");

        forget(ready);
        recoverUntil(ready.getStickerId());
        chat.publish(ready);
        chat.publish(chat.ready(Instant.now()));

        awaitStickers(chat, 2);
        awaitState(ready, "done");
    }

    @Test
    void aStickerThatWasNotMadeStaysFailedAndItsUserIsToldOnce() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.failed(ready, true);
        UUID reply = Ids.reply(ready.getJobId(), "failed");
        await("told").atMost(PATIENCE).until(() -> rows("state = 'done'", reply) == 1);
        assertThat(told(chat)).isOne();

        forget(ready);
        recoverUntil(ready.getStickerId(), reply);
        assertThat(row(ready))
                .containsEntry("state", "failed")
                .containsEntry("failure", "NOT_MADE: INTERNAL")
                .containsEntry("kind", "sticker")
                .containsEntry("dead_lettered", true);
        assertThat(database.sql("select closed from status_messages where job_id = ?")
                        .param(ready.getJobId())
                        .query(Boolean.class)
                        .single())
                .isTrue();

        // Generation, whose ledger has forgotten as much, makes it this time, or fails once more.
        chat.publish(ready);
        chat.failed(ready, true);
        StickerReady next = chat.ready(Instant.now());
        chat.publish(next);
        chat.failed(chat.ready(Instant.now()), false);

        awaitStickers(chat, 1);
        awaitState(next, "done");
        await("the other's failure").atMost(PATIENCE).until(() -> told(chat) == 2);
        assertThat(failure(ready)).isEqualTo("NOT_MADE: INTERNAL");

        // It lies in generation's dead letters as before: their replay brings it.
        chat.replay(ready, "2026-01-31T03:00:00Z");
        awaitStickers(chat, 2);
    }

    @Test
    void aCustomersKeyOpensNothingHere() throws Exception {
        assertThat(CustomerKeyWalk.opened(mappings, settings)).isEmpty();
    }

    private static long told(Chat chat) throws Exception {
        return texts(chat).stream().filter(text -> text.startsWith(BROKE)).count();
    }

    private Map<String, Object> row(StickerReady ready) {
        return database.sql("select * from deliveries where id = ?")
                .param(ready.getStickerId())
                .query()
                .singleRow();
    }

    private void forget(StickerReady ready) {
        database.sql("delete from deliveries where job_id = ? or id = ?")
                .params(ready.getJobId(), Ids.reply(ready.getJobId(), "failed"))
                .update();
        database.sql("delete from status_messages where job_id = ?")
                .param(ready.getJobId())
                .update();
    }

    /** What was said is known only once the group's offsets are committed. */
    private void recoverUntil(UUID... rows) {
        await("recovered").atMost(PATIENCE).until(() -> {
            var request = HttpRequest.newBuilder(URI.create("http://" + settings.get("server.address") + ":"
                            + settings.get("server.port") + "/v1/recovery?since=" + copied))
                    .header("X-API-Key", settings.get("stickermill.api.key"))
                    .POST(BodyPublishers.noBody())
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                var response = http.send(request, BodyHandlers.ofString());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            }
            return rows("true", rows) == rows.length;
        });
    }

    private long rows(String condition, UUID... ids) {
        return database.sql("select count(*) from deliveries where id in (:ids) and " + condition)
                .param("ids", List.of(ids))
                .query(Long.class)
                .single();
    }
}
