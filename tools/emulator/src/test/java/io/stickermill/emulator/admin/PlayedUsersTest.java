package io.stickermill.emulator.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayedUsersTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void set() {
        telegram = emulator.telegram();
    }

    @Test
    void aCommandCarriesItsEntityAndTheUserItsLanguage() {
        telegram.post(
                "/admin/users/7/messages",
                Json.object().put("text", "/start x /no/not /help").put("language", "ru"));
        telegram.says(7, "later");
        JsonNode updates = telegram.bot("getUpdates").result();
        JsonNode message = updates.get(0).get("message");
        assertThat(message.get("entities")
                        .valueStream()
                        .map(e ->
                                e.get("offset").asInt() + "+" + e.get("length").asInt()))
                .containsExactly("0+6", "9+3", "17+5");
        assertThat(updates.get(1)
                        .get("message")
                        .get("from")
                        .get("language_code")
                        .asText())
                .isEqualTo("ru");
        assertThat(updates.get(1).get("message").has("entities")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"location\":{\"latitude\":52.5,\"longitude\":13.4}} | location",
                "{\"contact\":{\"first_name\":\"Anna\",\"phone_number\":\"+15550100\"}} | contact",
                "{\"poll\":{\"question\":\"Cat?\",\"options\":[\"yes\",\"no\"]}} | poll"
            })
    void whatIsNoTextAndNoFileReachesTheBot(String body, String field) throws Exception {
        telegram.post("/admin/users/7/messages", Json.parse(body));
        JsonNode message = telegram.bot("getUpdates").result().get(0).get("message");
        assertThat(message.has(field)).isTrue();
        assertThat(message.has("text")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\" \"}",
                "{\"text\":\"x\",\"other\":1}",
                "{\"location\":{\"latitude\":91,\"longitude\":0}}",
                "{\"contact\":{\"first_name\":\"Anna\"}}",
                "{\"poll\":{\"question\":\"Cat?\",\"options\":[\"yes\"]}}",
                "{\"poll\":{\"question\":\"Cat?\",\"options\":[\"yes\",\" \"]}}"
            })
    void whatTelegramWouldNotSendIsRefusedInWords(String body) throws Exception {
        Reply reply = telegram.post("/admin/users/7/messages", Json.parse(body));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).isNotEmpty().doesNotContain("SaidContent");
        assertThat(telegram.messages(7)).isEmpty();
    }

    @Test
    void aForwardSaysWhoWroteItFirstAndLeavesButtonsBehind() {
        int message = messageWithButton();
        telegram.post("/admin/users/7/messages", Json.object().put("forward_of", message));
        JsonNode forwarded = telegram.messages(7).get(2);
        assertThat(forwarded.get("text")).isEqualTo(telegram.messages(7).get(1).get("text"));
        assertThat(forwarded.has("reply_markup")).isFalse();
        assertThat(forwarded.get("from").get("id").asLong()).isEqualTo(7);
        assertThat(forwarded
                        .get("forward_origin")
                        .get("sender_user")
                        .get("is_bot")
                        .asBoolean())
                .isTrue();
        assertThat(telegram.post("/admin/users/7/messages", Json.object().put("forward_of", 99))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"video,x.mp4,video", "voice,x.ogg,voice", "animation,x.gif,animation", "document,x.heic,document"})
    void aFileIsWhatItIsSentAs(String as, String name, String field) {
        telegram.sends(7, new byte[] {1, 2, 3}, "as=" + as + "&filename=" + name + "&duration=4&width=5&height=6");
        JsonNode message = telegram.bot("getUpdates").result().get(0).get("message");
        assertThat(message.get(field).get("file_size").asInt()).isEqualTo(3);
        assertThat(message.has("photo")).isFalse();
        // As with Telegram, whose bots may read the document alone.
        assertThat(message.has("document")).isEqualTo(as.equals("animation") || as.equals("document"));
        if (!as.equals("document")) {
            assertThat(message.get(field).get("duration").asInt()).isEqualTo(4);
        }
    }

    @Test
    void aStickerFromAPersonIsOneIfItSuits() {
        telegram.sends(7, Pictures.png(512, 300), "as=sticker&filename=x.png");
        telegram.sends(7, Pictures.png(100, 300), "as=sticker&filename=x.png");
        JsonNode updates = telegram.bot("getUpdates").result();
        assertThat(updates.get(0).get("message").get("sticker").get("width").asInt())
                .isEqualTo(512);
        assertThat(updates.get(1).get("message").has("document")).isTrue();
    }

    @Test
    void thePersonsAppIsToldToAnswerAndTheBotSeesTheAnswerAsOne() {
        telegram.says(7, "hi");
        ObjectNode ask = Json.object().put("chat_id", 7).put("text", "Which text?");
        ask.putObject("reply_markup").put("force_reply", true);
        JsonNode sent = telegram.bot("sendMessage", ask).result();
        assertThat(sent.has("reply_markup")).isFalse();
        assertThat(telegram.messages(7)
                        .get(1)
                        .get("reply_markup")
                        .get("force_reply")
                        .asBoolean())
                .isTrue();

        telegram.post(
                "/admin/users/7/messages", Json.object().put("text", "this one").put("reply_to", 2));
        JsonNode answer = telegram.bot("getUpdates").result().get(1).get("message");
        assertThat(answer.get("reply_to_message").get("text").asText()).isEqualTo("Which text?");
        assertThat(answer.get("reply_to_message").has("reply_markup")).isFalse();
    }

    @Test
    void aTapOnAButtonIsAnsweredOnce() {
        int message = messageWithButton();
        String query = tap(Json.object().put("message_id", message).put("button", "Again"));
        JsonNode update = telegram.bot("getUpdates").result().get(1).get("callback_query");
        assertThat(update.get("id").asText()).isEqualTo(query);
        assertThat(update.get("data").asText()).isEqualTo("again:1");
        assertThat(update.get("message").get("message_id").asInt()).isEqualTo(message);
        assertThat(callback(query).get("answered").asBoolean()).isFalse();

        ObjectNode answer =
                Json.object().put("callback_query_id", query).put("text", "ok").put("show_alert", true);
        telegram.bot("answerCallbackQuery", answer).result();
        assertThat(callback(query).get("answered").asBoolean()).isTrue();
        assertThat(callback(query).get("text").asText()).isEqualTo("ok");
        assertThat(callback(query).get("show_alert").asBoolean()).isTrue();
        telegram.bot("answerCallbackQuery", answer)
                .isRefused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    @Test
    void aTapThatIsAnsweredTooLateIsTooOld() {
        String query = tap(Json.object().put("message_id", messageWithButton()).put("data", "anything at all"));
        emulator.clock.move(Duration.ofSeconds(151));
        telegram.bot("answerCallbackQuery", Json.object().put("callback_query_id", query))
                .isRefused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    @Test
    void aTapOnAMessageThatIsGoneShowsATombstone() {
        int message = messageWithButton();
        telegram.bot("deleteMessage", Json.object().put("chat_id", 7).put("message_id", message));
        tap(Json.object().put("message_id", message).put("data", "again:1"));
        JsonNode tapped =
                telegram.bot("getUpdates").result().get(1).get("callback_query").get("message");
        assertThat(tapped.get("date").asInt()).isZero();
    }

    @Test
    void buttonsThatAreNotThereCanNotBeTapped() {
        Reply reply = telegram.post(
                "/admin/users/7/callbacks",
                Json.object().put("message_id", messageWithButton()).put("button", "No such"));
        assertThat(reply.status()).isEqualTo(404);
    }

    @Test
    void aGroupHasItsOwnChatWithItsMembersInIt() {
        telegram.post("/admin/users/7/messages", Json.object().put("text", "hi").put("chat_id", -5));
        telegram.sends(8, Pictures.jpeg(10, 10), "chat_id=-1000000000005");
        JsonNode updates = telegram.bot("getUpdates").result();
        assertThat(updates.get(0).get("message").get("chat").get("type").asText())
                .isEqualTo("group");
        assertThat(updates.get(0).get("message").get("from").get("id").asInt()).isEqualTo(7);
        assertThat(updates.get(1).get("message").get("chat").get("type").asText())
                .isEqualTo("supergroup");
        telegram.bot("sendMessage", Json.object().put("chat_id", -5).put("text", "x"))
                .result();
        telegram.bot("sendMessage", Json.object().put("chat_id", 7).put("text", "x"))
                .isRefused(400, "Bad Request: chat not found");
        assertThat(telegram.post(
                                "/admin/users/7/messages",
                                Json.object().put("text", "x").put("chat_id", 8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whoWaitsForEventsSeesThemAsTheyCome() {
        telegram.says(7, "hi");
        long next = telegram.get("/admin/events").json().get("next").asLong();
        CompletableFuture<Reply> waiting =
                CompletableFuture.supplyAsync(() -> telegram.get("/admin/events?chat=7&wait=20&after=" + next));
        telegram.says(8, "not this chat");
        telegram.bot("sendMessage", Json.object().put("chat_id", 7).put("text", "answer"));
        JsonNode page = waiting.join().json();
        assertThat(page.get("events")).hasSize(1);
        JsonNode event = page.get("events").get(0);
        assertThat(event.get("kind").asText()).isEqualTo("sent");
        assertThat(event.get("at").asText()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(event.get("message").get("text").asText()).isEqualTo("answer");
        assertThat(page.get("next")).isEqualTo(event.get("seq"));
    }

    @Test
    void theJournalOfCallsNamesIgnoredFieldsAndNeverTheToken() {
        telegram.says(7, "hi");
        telegram.bot(
                "sendMessage", Json.object().put("chat_id", 7).put("text", "x").put("txet", "y"));
        telegram.get("/bot4242:wrong/getMe");
        Reply calls = telegram.get("/admin/calls");
        JsonNode call = calls.json().get("calls").get(0);
        assertThat(call.get("method").asText()).isEqualTo("sendMessage");
        assertThat(call.get("chat_id").asInt()).isEqualTo(7);
        assertThat(call.get("unknown_fields").valueStream().map(JsonNode::asText))
                .containsExactly("txet");
        assertThat(calls.json().get("calls").get(1).get("status").asInt()).isEqualTo(401);
        assertThat(calls.json().toString()).doesNotContain("AAtest").doesNotContain("wrong");
        assertThat(telegram.get("/admin/calls?after=" + call.get("seq").asInt())
                        .json()
                        .get("calls"))
                .hasSize(1);
    }

    @Test
    void pagesOfOthersAreKeptOut() {
        telegram.says(7, "hi");
        Reply foreignOrigin = telegram.json(telegram.request("/admin/calls")
                .header("Origin", "https://evil.example")
                .GET());
        assertThat(foreignOrigin.status()).isEqualTo(403);
        Reply ownOrigin = telegram.json(telegram.request("/admin/calls")
                .header("Origin", telegram.url().toString())
                .GET());
        assertThat(ownOrigin.status()).isEqualTo(200);
    }

    @Test
    void aReboundNameIsKeptOut() throws Exception {
        // Java's client does not let one choose the Host header, so by hand.
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), telegram.url().getPort())) {
            socket.getOutputStream()
                    .write("GET /admin/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private int messageWithButton() {
        telegram.says(7, "hi");
        ObjectNode message = Json.object().put("chat_id", 7).put("text", "x");
        message.putObject("reply_markup")
                .putArray("inline_keyboard")
                .addArray()
                .addObject()
                .put("text", "Again")
                .put("callback_data", "again:1");
        return telegram.bot("sendMessage", message).result().get("message_id").asInt();
    }

    private String tap(ObjectNode tap) {
        return telegram.post("/admin/users/7/callbacks", tap)
                .json()
                .get("callback_query_id")
                .asText();
    }

    private JsonNode callback(String id) {
        return telegram.get("/admin/callbacks/" + id).json();
    }
}
