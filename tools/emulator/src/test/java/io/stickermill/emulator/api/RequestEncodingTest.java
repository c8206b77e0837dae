package io.stickermill.emulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestEncodingTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @Test
    void argumentsInTheQueryOfAGet() {
        Reply reply = telegram.get("/bot" + Telegram.TOKEN + "/sendMessage?chat_id=7&text=a%20b%2Bc");
        assertThat(reply.result().get("text").asText()).isEqualTo("a b+c");
    }

    @Test
    void argumentsInAForm() {
        Reply reply = telegram.json(telegram.botRequest("sendMessage")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("chat_id=7&text=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82")));
        assertThat(reply.result().get("text").asText()).isEqualTo("привет");
    }

    @Test
    void argumentsInMultipart() {
        Reply reply =
                telegram.bot("sendMessage", new Multipart().field("chat_id", 7).field("text", "привет"));
        assertThat(reply.result().get("text").asText()).isEqualTo("привет");
    }

    @Test
    void argumentsInJsonWithTheKeyboardAsAnObjectOrAsAString() {
        var keyboard = Json.object();
        keyboard.putArray("inline_keyboard")
                .addArray()
                .addObject()
                .put("text", "b")
                .put("callback_data", "d");
        var asObject = Telegram.args().put("chat_id", 7).put("text", "x");
        asObject.set("reply_markup", keyboard);
        var asString = Telegram.args().put("chat_id", "7").put("text", "x").put("reply_markup", keyboard.toString());

        assertThat(telegram.bot("sendMessage", asObject).result().get("reply_markup"))
                .isEqualTo(keyboard);
        assertThat(telegram.bot("sendMessage", asString).result().get("reply_markup"))
                .isEqualTo(keyboard);
    }

    @Test
    void aFileMayBeAttachedUnderAnotherName() {
        Reply reply = telegram.bot(
                "sendDocument",
                new Multipart()
                        .field("chat_id", 7)
                        .field("document", "attach://x1")
                        .file("x1", "a.txt", new byte[9]));
        assertThat(reply.result().get("document").get("file_name").asText()).isEqualTo("a.txt");
        assertThat(telegram.calls("sendDocument").get(0).get("unknown_fields")).isEmpty();
    }

    @Test
    void brokenJsonIsRefused() {
        telegram.json(telegram.botRequest("sendMessage")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"chat_id\":")))
                .isRefused(400, "Bad Request: can't parse JSON object");
    }

    @Test
    void brokenMultipartIsRefused() {
        telegram.json(telegram.botRequest("sendMessage")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString("--b\r\nnonsense")))
                .isRefused(400, "Bad Request: can't parse multipart");
    }

    @Test
    void methodNamesAreCaseInsensitive() {
        assertThat(telegram.bot("GETme").result().get("is_bot").asBoolean()).isTrue();
    }

    @Test
    void unknownMethodsAndTokensAreRefused() {
        telegram.bot("getNothing").isRefused(404, "Not Found: method not found");
        telegram.get("/bot4242:other/getMe").isRefused(401, "Unauthorized");
        telegram.get("/botnonsense/getMe").isRefused(401, "Unauthorized: invalid token specified");
        telegram.get("/elsewhere").isRefused(404, "Not Found");
        telegram.get("/file/bot4242:other/photos/file_1.jpg").isRefused(401, "Unauthorized");
    }

    @Test
    void anUploadThatIsTooLargeIsRefused() {
        telegram.bot(
                        "sendDocument",
                        new Multipart().field("chat_id", 7).file("document", "a.bin", new byte[51 * 1024 * 1024]))
                .isRefused(413, "Request Entity Too Large");
    }
}
