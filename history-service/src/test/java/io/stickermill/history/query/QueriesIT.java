package io.stickermill.history.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.history.parts.HistoryOnParts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What history answers. */
class QueriesIT extends HistoryOnParts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant T = Instant.parse("2025-03-01T22:00:00Z");

    @Autowired
    private JdbcClient database;

    private final UUID user = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private Rows rows;

    @BeforeEach
    void rows() {
        rows = new Rows(database);
    }

    @Test
    void singleStickersAndPacksAreToldApart() throws Exception {
        UUID single = rows.single(user, session, null, T);
        UUID pack = rows.pack(user, session, T);
        UUID second = rows.ofPack(user, pack, 1, null, T.plusSeconds(1));
        UUID first = rows.ofPack(user, pack, 0, null, T.plusSeconds(2));

        assertThat(ids(ok("/v1/users/" + user + "/stickers"))).containsExactly(first, second, single);
        assertThat(ids(ok("/v1/users/" + user + "/stickers?kind=single"))).containsExactly(single);
        assertThat(ids(ok("/v1/users/" + user + "/stickers?kind=pack"))).containsExactly(first, second);
        assertThat(ids(ok("/v1/sessions/" + session + "/stickers"))).containsExactly(single);
        // Where other tests have no rows.
        String here = "limit=100&after=" + T.plusSeconds(10) + "_" + user;
        assertThat(ids(ok("/v1/stickers?" + here))).contains(single).doesNotContain(first, second);
        JsonNode packs = ok("/v1/users/" + user + "/packs").path("packs");
        assertThat(packs).hasSize(1);
        assertThat(packs.get(0).path("pack_batch_id").asText()).isEqualTo(pack.toString());
        JsonNode whole = ok("/v1/packs/" + pack);
        assertThat(whole.path("sticker_set_name").asText()).isEqualTo("a_set");
        assertThat(ids(whole)).as("in the pack's order").containsExactly(first, second);
        assertThat(ok("/v1/packs?" + here).toString()).contains(pack.toString());
        JsonNode one = ok("/v1/stickers/" + first);
        assertThat(one.path("pack_index").asInt()).isZero();
        assertThat(one.has("job_id")).as("what is not known is left out").isFalse();
    }

    @Test
    void aPathIsASessionsOrAPacks() throws Exception {
        UUID pack = rows.pack(user, session, T);
        UUID sessionOfStickers = UUID.randomUUID();
        String single = "stickers/%s/%s/1_x.webp".formatted(user, sessionOfStickers);
        UUID sticker = rows.single(user, sessionOfStickers, single, T);
        String ofPack = "stickers/%s/%s/1_0.webp".formatted(user, pack);
        rows.ofPack(user, pack, 0, ofPack, T);

        JsonNode owner = owner(single);
        assertThat(owner.path("kind").asText()).isEqualTo("SINGLE_STICKER");
        assertThat(owner.path("sticker_id").asText()).isEqualTo(sticker.toString());
        assertThat(owner.path("session_id").asText()).isEqualTo(sessionOfStickers.toString());
        owner = owner(ofPack);
        assertThat(owner.path("kind").asText()).isEqualTo("PACK_STICKER");
        assertThat(owner.path("pack_batch_id").asText()).isEqualTo(pack.toString());

        assertThat(kind("stickers/%s/%s/99_never.webp".formatted(user, pack))).isEqualTo("PACK");
        assertThat(kind("stickers/%s/%s/99_never.webp".formatted(user, sessionOfStickers)))
                .isEqualTo("SESSION");
        assertThat(kind("stickers/%s/%s".formatted(user, session)))
                .as("a session that has a pack and no sticker")
                .isEqualTo("SESSION");
        assertThat(kind(pack.toString())).isEqualTo("PACK");
        assertThat(kind(sessionOfStickers.toString())).isEqualTo("SESSION");
        assertThat(kind("pack_sheets/%s.png".formatted(pack))).isEqualTo("PACK_SHEET");
        assertThat(kind("stickers/%s/backfill_session/%s.webp".formatted(user, session)))
                .isEqualTo("SESSION");
        assertThat(kind("stickers/%s/%s/1_0.webp".formatted(user, UUID.randomUUID())))
                .isEqualTo("UNKNOWN");
        assertThat(kind("../etc/passwd")).isEqualTo("UNKNOWN");
        assertThat(owner("stickers/%s/backfill_session/%s.webp".formatted(user, UUID.randomUUID()))
                        .path("in_history")
                        .asBoolean())
                .as("the form alone")
                .isFalse();
    }

    @Test
    void whatIsMissingIsCountedBySource() throws Exception {
        String env = "count-" + UUID.randomUUID();
        UUID pack = rows.pack(user, session, T);
        UUID recoverable = rows.single(user, session, null, T);
        UUID lost = rows.single(user, session, null, T);
        UUID foreign = rows.single(user, session, null, T);
        UUID deleted = rows.single(user, session, null, T);
        UUID stored = rows.single(user, session, "stickers/x", T);
        database.sql("update stickers set env = ? where user_id = ?")
                .params(env, user)
                .update();
        database.sql("update pack_batches set env = ? where id = ?")
                .params(env, pack)
                .update();
        database.sql("update stickers set telegram_file_id = null where id = ?")
                .param(lost)
                .update();
        database.sql("update stickers set generation_type = 'foreign' where id = ?")
                .param(foreign)
                .update();
        database.sql("update stickers set deleted_at = now() where id = ?")
                .param(deleted)
                .update();

        List<String> counted = StreamSupport.stream(
                        ok("/v1/missing").path("sources").spliterator(), false)
                .filter(source -> source.path("env").asText().equals(env))
                .map(source -> source.path("source").asText() + " "
                        + source.path("generation_type").asText("-") + " "
                        + source.path("missing").asInt() + " "
                        + source.path("recoverable").asInt())
                .toList();

        assertThat(counted).containsExactly("stickers foreign 1 1", "stickers photo 2 1", "pack_sheets - 1 1");
        List<UUID> listed = ids(ok("/v1/stickers?missing=true&limit=100&after=" + T.plusSeconds(10) + "_" + user));
        assertThat(listed).contains(recoverable, lost, foreign).doesNotContain(deleted, stored);
    }

    @Test
    void aPersonsDaysAreCountedByStyle() throws Exception {
        rows.single(user, session, null, T);
        rows.single(user, session, null, T.plus(Duration.ofHours(1)));
        rows.single(user, session, null, T.plus(Duration.ofHours(3)));
        database.sql("update stickers set deleted_at = now() where user_id = ? and created_at = ?")
                .params(user, Timestamp.from(T))
                .update();
        UUID foreign = rows.single(user, session, null, T);
        database.sql("update stickers set generation_type = 'foreign' where id = ?")
                .param(foreign)
                .update();
        job(user, "failed", "comic", T);
        job(user, "failed", null, T);
        job(user, "cancelled", "comic", T);
        job(UUID.randomUUID(), "failed", "comic", T);

        JsonNode statistics = ok("/v1/users/" + user + "/statistics?from=2025-02-20&to=2025-03-10");

        assertThat(StreamSupport.stream(statistics.path("days").spliterator(), false)
                        .map(day -> day.path("day").asText() + " "
                                + day.path("style").asText() + " "
                                + day.path("made").asInt() + " "
                                + day.path("failed").asInt()))
                .containsExactly(
                        "2025-03-02 none 1 0", "2025-03-01 comic 0 1", "2025-03-01 none 2 0", "2025-03-01 unknown 0 1");
        assertThat(statistics.path("made").asInt()).isEqualTo(3);
        assertThat(statistics.path("failed").asInt()).isEqualTo(2);
        assertThat(ok("/v1/users/" + user + "/statistics?from=2025-03-02&to=2025-03-02")
                        .path("made")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("/v1/users/" + user + "/statistics?from=2020-01-01&to=2025-01-01")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/users/" + user + "/statistics?from=yesterday").statusCode())
                .isEqualTo(400);
    }

    /** New rows come first in every list, so a page that was begun goes on where it was. */
    @Test
    void pagesCoverEverythingOnceWhateverComesMeanwhile() throws Exception {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Several share an instant: the id decides.
            all.add(rows.single(user, session, null, T.plusSeconds(i / 4)));
        }
        List<UUID> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ok("/v1/users/" + user + "/stickers?limit=7" + after);
            read.addAll(ids(page));
            rows.single(user, session, null, T.plus(Duration.ofDays(1)));
            after = page.has("next") ? "&after=" + page.path("next").asText() : null;
        } while (after != null);

        assertThat(read).hasSize(25).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void wrongQuestionsAreAnsweredWithWhatToDo() throws Exception {
        assertThat(get("/v1/stickers/" + user).statusCode()).isEqualTo(404);
        assertThat(get("/v1/packs/" + user).body()).contains("No pack");
        assertThat(get("/v1/users/" + user + "/stickers?kind=x").body()).contains("single");
        assertThat(get("/v1/stickers?limit=101").statusCode()).isEqualTo(400);
        assertThat(get("/v1/packs?after=1").body()).contains("next");
        assertThat(get("/v1/paths").statusCode()).isEqualTo(400);
        assertThat(get("/v1/missing", null).statusCode()).isEqualTo(401);
    }

    private void job(UUID of, String state, String style, Instant at) {
        database.sql("""
                insert into jobs (id, chat_id, state, user_id, style_preset_id, requested_at, received_at, ended_at)
                values (?, 1, ?, ?, ?, ?, ?, ?)
                """)
                .params(UUID.randomUUID(), state, of)
                .param(style)
                .param(Timestamp.from(at))
                .param(Timestamp.from(at))
                .param(Timestamp.from(at))
                .update();
    }

    private static JsonNode owner(String path) throws Exception {
        return ok("/v1/paths?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    private static String kind(String path) throws Exception {
        return owner(path).path("kind").asText();
    }

    private static JsonNode ok(String path) throws Exception {
        var response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static List<UUID> ids(JsonNode page) {
        return StreamSupport.stream(page.path("stickers").spliterator(), false)
                .map(sticker -> UUID.fromString(sticker.path("sticker_id").asText()))
                .toList();
    }
}
