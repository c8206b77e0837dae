package io.stickermill.emulator.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of a time before: under ids that a database of somebody's holds, in sticker sets, and lost ones. */
class OldFilesTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @Test
    void aFileUnderAnOldIdCanBeDownloadedUntilItIsLost() throws IOException {
        byte[] bytes = Pictures.png(512, 100);
        put("old-id-1", "kind=sticker", bytes);
        JsonNode file = getFile("old-id-1").result();
        assertThat(telegram().download(file.get("file_path").asText()).body()).isEqualTo(bytes);

        telegram().json(telegram().request("/admin/files/old-id-1").DELETE());
        getFile("old-id-1").isRefused(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
        assertThat(telegram().download(file.get("file_path").asText()).statusCode())
                .isEqualTo(404);
        getFile("never-was").isRefused(400, "Bad Request: invalid file_id");
    }

    @Test
    void aFileIsTooBigAsSoonAsTelegramSaysSo() {
        put("big", "kind=document&filename=a.png&size=20971521", Pictures.png(10, 10));
        getFile("big").isRefused(400, "Bad Request: file is too big");
        put("just", "kind=document&filename=a.png&size=20971520", Pictures.png(10, 10));
        getFile("just").result();
    }

    @Test
    void aSetGivesItsStickersInTheirOrder() {
        put("first", "kind=sticker", Pictures.png(512, 100));
        put("second", "kind=sticker", Pictures.png(100, 512));
        ObjectNode set = Json.object().put("title", "Cats");
        set.putArray("stickers")
                .add(Json.object().put("file_id", "second").put("emoji", "😀"))
                .add(Json.object().put("file_id", "first").put("emoji", "🐱"));
        assertThat(telegram().put("/admin/sticker-sets/cats_by_bot", set).status())
                .isEqualTo(200);

        JsonNode found = telegram()
                .bot("getStickerSet", Json.object().put("name", "cats_by_bot"))
                .result();
        assertThat(found.get("title").asText()).isEqualTo("Cats");
        assertThat(found.get("stickers").findValuesAsText("file_id")).containsExactly("second", "first");
        assertThat(found.get("stickers").findValuesAsText("emoji")).containsExactly("😀", "🐱");
        assertThat(found.get("stickers").get(0).get("set_name").asText()).isEqualTo("cats_by_bot");
        emulator.restart();
        assertThat(telegram()
                        .bot("getStickerSet", Json.object().put("name", "cats_by_bot"))
                        .result()
                        .get("stickers"))
                .hasSize(2);
        telegram()
                .bot("getStickerSet", Json.object().put("name", "none"))
                .isRefused(400, "Bad Request: STICKERSET_INVALID");
    }

    @Test
    void manyIdsOfTheSameBytesAreMadeAtOnce() throws IOException {
        byte[] bytes = Pictures.png(512, 100);
        put("first", "kind=sticker", bytes);
        String ids = IntStream.range(0, 2500).mapToObj(i -> "alias-" + i).collect(Collectors.joining("\n"));
        assertThat(telegram()
                        .json(telegram().request("/admin/files/first/aliases").PUT(BodyPublishers.ofString(ids)))
                        .json()
                        .get("added")
                        .asInt())
                .isEqualTo(2500);
        String set = "{\"name\":\"%s\",\"title\":\"x\",\"stickers\":[{\"file_id\":\"alias-7\",\"emoji\":\"x\"}]}";
        telegram()
                .json(telegram()
                        .request("/admin/sticker-sets")
                        .PUT(BodyPublishers.ofString(set.formatted("one") + "\n" + set.formatted("two"))));

        String path = getFile("alias-2499").result().get("file_path").asText();
        assertThat(telegram().download(path).body()).isEqualTo(bytes);
        assertThat(telegram()
                        .bot("getStickerSet", Json.object().put("name", "two"))
                        .result()
                        .get("stickers")
                        .findValuesAsText("file_id"))
                .containsExactly("alias-7");
    }

    @Test
    void aSetOfWhatIsNoStickerIsRefused() {
        put("doc", "kind=document", Pictures.png(10, 10));
        ObjectNode set = Json.object().put("title", "x");
        set.putArray("stickers").add(Json.object().put("file_id", "doc").put("emoji", "x"));
        assertThat(telegram().put("/admin/sticker-sets/x", set).status()).isEqualTo(400);
    }

    private void put(String id, String query, byte[] bytes) {
        Reply reply = telegram()
                .json(telegram().request("/admin/files/" + id + "?" + query).PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    }

    private Reply getFile(String id) {
        return telegram().bot("getFile", Json.object().put("file_id", id));
    }

    private Telegram telegram() {
        return emulator.telegram();
    }
}
