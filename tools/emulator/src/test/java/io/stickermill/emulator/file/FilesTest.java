package io.stickermill.emulator.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void set() {
        telegram = emulator.telegram();
    }

    @Test
    void aPhotoHasSizesOfWhichTheLastIsTheFileAsItCame() throws IOException {
        byte[] jpeg = Pictures.jpeg(1000, 500);
        JsonNode played = telegram.sends(7, jpeg, "caption=look&media_group_id=g1");
        JsonNode message = telegram.bot("getUpdates").result().get(0).get("message");
        assertThat(message.get("caption").asText()).isEqualTo("look");
        assertThat(message.get("media_group_id").asText()).isEqualTo("g1");
        JsonNode sizes = message.get("photo");
        assertThat(sizes.valueStream().map(s -> s.get("width").asInt())).containsExactly(320, 800, 1000);
        assertThat(sizes.get(2).get("file_id")).isEqualTo(played.get("file_id"));

        JsonNode largest = file(sizes.get(2));
        assertThat(largest.get("file_size").asInt()).isEqualTo(jpeg.length);
        assertThat(telegram.download(largest.get("file_path").asText()).body()).isEqualTo(jpeg);

        JsonNode small = file(sizes.get(0));
        byte[] scaled = telegram.download(small.get("file_path").asText()).body();
        assertThat(scaled).hasSize(small.get("file_size").asInt());
        assertThat(ImageIO.read(new ByteArrayInputStream(scaled)).getHeight()).isEqualTo(160);
    }

    @Test
    void whatIsNoImageGoesThroughAsAPhotoAllTheSame() throws IOException {
        JsonNode played = telegram.sends(7, "no image".getBytes(UTF_8), "");
        JsonNode file = telegram.bot("getFile", Json.object().set("file_id", played.get("file_id")))
                .result();
        assertThat(telegram.download(file.get("file_path").asText()).body()).isEqualTo("no image".getBytes(UTF_8));
    }

    @Test
    void anImageSentAsAFileIsADocumentWithNameTypeAndSize() {
        byte[] png = Pictures.png(20, 10);
        telegram.sends(7, png, "as=document&filename=my%20cat.png");
        JsonNode document =
                telegram.bot("getUpdates").result().get(0).get("message").get("document");
        assertThat(document.get("file_name").asText()).isEqualTo("my cat.png");
        assertThat(document.get("mime_type").asText()).isEqualTo("image/png");
        assertThat(document.get("file_size").asInt()).isEqualTo(png.length);
        assertThat(file(document).get("file_path").asText())
                .startsWith("documents/")
                .endsWith(".png");
    }

    @Test
    void aFileAbove20MbCanNotBeFetched() throws IOException {
        JsonNode played = telegram.sends(7, new byte[20 * 1024 * 1024 + 1], "as=document&filename=big.bin");
        telegram.bot("getFile", Json.object().set("file_id", played.get("file_id")))
                .isRefused(400, "Bad Request: file is too big");
        assertThat(telegram.download("documents/file_1.bin").statusCode()).isEqualTo(404);
        JsonNode limit = telegram.sends(7, new byte[20 * 1024 * 1024], "as=document&filename=big.bin");
        telegram.bot("getFile", Json.object().set("file_id", limit.get("file_id")))
                .result();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"photos/file_99.jpg", "nothing", "%2e%2e/emulator.mv.db", "..%2femulator.mv.db", "photos/..%5c"})
    void pathsThatTheBotWasNotGivenLeadNowhere(String path) throws IOException {
        telegram.sends(7, Pictures.jpeg(10, 10), "");
        assertThat(telegram.download(path).statusCode()).isBetween(400, 404);
    }

    @Test
    void theSameBytesHaveTheSameUniqueIdButAnotherFileId() {
        byte[] png = Pictures.png(20, 10);
        telegram.sends(7, png, "as=document");
        telegram.sends(8, png, "as=document");
        JsonNode updates = telegram.bot("getUpdates").result();
        JsonNode one = updates.get(0).get("message").get("document");
        JsonNode two = updates.get(1).get("message").get("document");
        assertThat(one.get("file_unique_id")).isEqualTo(two.get("file_unique_id"));
        assertThat(one.get("file_id")).isNotEqualTo(two.get("file_id"));
    }

    @Test
    void aFileIdIsOfNoUseToAnotherBot() {
        String fileId =
                telegram.sends(7, Pictures.jpeg(10, 10), "").get("file_id").asText();
        emulator.restartAs("777:another-bot");
        emulator.telegram()
                .get("/bot777:another-bot/getFile?file_id=" + fileId)
                .isRefused(400, "Bad Request: invalid file_id");
    }

    @Test
    void aDocumentAndAPhotoCanBeSentAnewAndAgainByTheirIds() {
        telegram.says(7, "hi");
        JsonNode document = telegram.bot(
                        "sendDocument",
                        new Multipart()
                                .field("chat_id", 7)
                                .field("caption", "c")
                                .file("document", "a.txt", new byte[5]))
                .result();
        assertThat(document.get("caption").asText()).isEqualTo("c");
        String documentId = document.get("document").get("file_id").asText();
        assertThat(again("sendDocument", "document", documentId)
                        .result()
                        .get("document")
                        .get("file_id")
                        .asText())
                .isEqualTo(documentId);

        JsonNode photo = photo(Pictures.jpeg(100, 50)).result().get("photo");
        String photoId = photo.get(photo.size() - 1).get("file_id").asText();
        assertThat(again("sendPhoto", "photo", photoId).result().has("photo")).isTrue();
        again("sendPhoto", "photo", documentId).isRefused(400, "Bad Request: can't use file of type Document as Photo");
        again("sendPhoto", "photo", "https://example.org/x.jpg")
                .isRefused(501, "Not Implemented: the emulator does not know files by URL yet");
    }

    @Test
    void photosThatTelegramWouldRefuseAreRefused() {
        telegram.says(7, "hi");
        photo("no image".getBytes(UTF_8)).isRefused(400, "Bad Request: IMAGE_PROCESS_FAILED");
        photo(Pictures.png(2100, 100)).isRefused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS");
        photo(new byte[0]).isRefused(400, "Bad Request: file must be non-empty");
        photo(new byte[10 * 1024 * 1024 + 1])
                .isRefused(
                        400,
                        "Bad Request: file of size 10485761 bytes is too big for a photo; "
                                + "the maximum size is 10485760 bytes");
        telegram.bot(
                        "sendPhoto",
                        new Multipart()
                                .field("chat_id", 7)
                                .field("caption", "x".repeat(1025))
                                .file("photo", "a.jpg", Pictures.jpeg(10, 10)))
                .isRefused(400, "Bad Request: message caption is too long");
        assertThat(telegram.messages(7)).hasSize(1);
    }

    private Reply photo(byte[] bytes) {
        return telegram.bot("sendPhoto", new Multipart().field("chat_id", 7).file("photo", "a.jpg", bytes));
    }

    private Reply again(String method, String field, String fileId) {
        return telegram.bot(method, Json.object().put("chat_id", 7).put(field, fileId));
    }

    private JsonNode file(JsonNode withFileId) {
        return telegram.bot("getFile", Json.object().set("file_id", withFileId.get("file_id")))
                .result();
    }
}
