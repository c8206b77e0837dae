package io.stickermill.emulator.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @Test
    void aMessageIsSentEditedAndDeletedAndTheJournalSawIt() {
        JsonNode sent = send("1/7").result();
        assertThat(sent.get("from").get("id").asLong()).isEqualTo(4242);
        assertThat(sent.get("chat").get("type").asText()).isEqualTo("private");
        int id = sent.get("message_id").asInt();

        JsonNode edited =
                telegram.bot("editMessageText", to(id).put("text", "2/7")).result();
        assertThat(edited.get("text").asText()).isEqualTo("2/7");
        assertThat(edited.has("edit_date")).isTrue();
        assertThat(telegram.messages(7)).hasSize(2);

        assertThat(telegram.bot("deleteMessage", to(id)).result().asBoolean()).isTrue();
        assertThat(telegram.messages(7)).hasSize(1);
        JsonNode all =
                telegram.get("/admin/chats/7/messages?deleted=true").json().get("messages");
        assertThat(all.get(1).get("deleted").asBoolean()).isTrue();

        JsonNode events = telegram.get("/admin/events?chat=7").json().get("events");
        assertThat(events.valueStream().map(e -> e.get("kind").asText()))
                .containsExactly("received", "sent", "edited", "deleted");
        telegram.bot("editMessageText", to(id).put("text", "3/7"))
                .isRefused(400, "Bad Request: message to edit not found");
        telegram.bot("deleteMessage", to(id)).isRefused(400, "Bad Request: message to delete not found");
    }

    /** core.telegram.org/bots/api#deletemessage */
    @Test
    void aMessageCanBeDeletedForTwoDays() {
        int young = send("young").result().get("message_id").asInt();
        int old = send("old").result().get("message_id").asInt();

        emulator.clock.move(Duration.ofDays(2));
        assertThat(telegram.bot("deleteMessage", to(young)).result().asBoolean())
                .isTrue();
        emulator.clock.move(Duration.ofSeconds(1));

        telegram.bot("deleteMessage", to(old)).isRefused(400, "Bad Request: message can't be deleted for everyone");
        assertThat(telegram.bot("editMessageText", to(old).put("text", "edited"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aForumHasTheTopicsThatSomebodyHasWrittenIn() {
        ObjectNode said = Json.object()
                .put("text", "hi")
                .put("chat_id", -1_000_000_000_005L)
                .put("thread_id", 3);
        telegram.post("/admin/users/7/messages", said);
        ObjectNode answer = Json.object().put("chat_id", -1_000_000_000_005L).put("text", "hello");

        JsonNode sent =
                telegram.bot("sendMessage", answer.put("message_thread_id", 3)).result();

        assertThat(sent.get("message_thread_id").asInt()).isEqualTo(3);
        assertThat(sent.get("is_topic_message").asBoolean()).isTrue();
        telegram.bot("sendMessage", answer.put("message_thread_id", 4))
                .isRefused(400, "Bad Request: message thread not found");
    }

    @Test
    void anEditThatChangesNothingIsRefusedAndOneThatDropsTheKeyboardIsNot() {
        ObjectNode withKeyboard = to(0).put("text", "pick");
        withKeyboard.remove("message_id");
        withKeyboard.set("reply_markup", keyboard(button().put("text", "a").put("callback_data", "b")));
        int id = telegram.bot("sendMessage", withKeyboard)
                .result()
                .get("message_id")
                .asInt();

        withKeyboard.put("message_id", id);
        telegram.bot("editMessageText", withKeyboard)
                .isRefused(
                        400,
                        "Bad Request: message is not modified: specified new message content and reply markup are "
                                + "exactly the same as a current content and reply markup of the message");
        assertThat(telegram.bot("editMessageText", to(id).put("text", "pick"))
                        .result()
                        .has("reply_markup"))
                .isFalse();
    }

    @Test
    void onlyTheBotsOwnTextsCanBeEdited() {
        telegram.bot("editMessageText", to(1).put("text", "x")).isRefused(400, "Bad Request: message can't be edited");
        int sticker = telegram.bot(
                        "sendSticker",
                        new Multipart().field("chat_id", 7).file("sticker", "s.png", Pictures.png(512, 512)))
                .result()
                .get("message_id")
                .asInt();
        telegram.bot("editMessageText", to(sticker).put("text", "x"))
                .isRefused(400, "Bad Request: there is no text in the message to edit");
    }

    @Test
    void aUserWhoBlocksTheBotCanNotBeWrittenTo() {
        telegram.post("/admin/users/7/blocks", Json.object().put("blocked", true));
        send("x").isRefused(403, "Forbidden: bot was blocked by the user");
        assertThat(telegram.post("/admin/users/7/messages", Json.object().put("text", "x"))
                        .status())
                .isEqualTo(400);
        telegram.post("/admin/users/7/blocks", Json.object().put("blocked", false));
        send("x").result();
    }

    @Test
    void chatActionsShowInTheJournalOfCallsOnly() {
        telegram.bot("sendChatAction", Json.object().put("chat_id", 7).put("action", "choose_sticker"))
                .result();
        assertThat(telegram.messages(7)).hasSize(1);
        assertThat(telegram.calls("sendChatAction")).hasSize(1);
    }

    @Test
    void theLongestTextPassesCountedInCodePoints() {
        send("😀".repeat(4096)).result();
    }

    @ParameterizedTest
    @MethodSource
    void badCallsAreRefusedInTelegramsWords(String method, ObjectNode args, String words) {
        telegram.bot(method, args).isRefused(400, "Bad Request: " + words);
        assertThat(telegram.messages(7)).hasSize(1);
    }

    static Stream<Arguments> badCallsAreRefusedInTelegramsWords() {
        return Stream.of(
                bad("sendMessage", chat(), "message text is empty"),
                bad("sendMessage", chat().put("text", " \n "), "text must be non-empty"),
                bad("sendMessage", chat().put("text", "x".repeat(4097)), "message is too long"),
                bad("sendMessage", Json.object().put("text", "x"), "chat_id is empty"),
                bad("sendMessage", Json.object().put("text", "x").put("chat_id", 999), "chat not found"),
                bad("sendMessage", Json.object().put("text", "x").put("chat_id", "@nobody"), "chat not found"),
                bad("sendMessage", chat().put("text", "x").put("parse_mode", "rtf"), "unsupported parse_mode"),
                bad("sendMessage", markup("[]"), "object expected as reply markup"),
                bad("sendMessage", markup("{"), "can't parse reply keyboard markup JSON object"),
                bad(
                        "sendMessage",
                        markup("{\"inline_keyboard\":[1]}"),
                        "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"),
                bad(
                        "sendMessage",
                        markup("{\"inline_keyboard\":[[1]]}"),
                        "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
                bad(
                        "sendMessage",
                        markup(keyboard(button().put("callback_data", "x")).toString()),
                        "can't parse inline keyboard button: Can't find field \"text\""),
                bad(
                        "sendMessage",
                        markup(keyboard(button().put("text", "x")).toString()),
                        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
                bad(
                        "sendMessage",
                        markup(keyboard(button().put("text", "x").put("callback_data", "я".repeat(33)))
                                .toString()),
                        "BUTTON_DATA_INVALID"),
                bad("editMessageText", chat().put("text", "x"), "message to edit not found"),
                bad("editMessageText", Json.object().put("text", "x"), "message identifier is not specified"),
                bad("editMessageText", chat().put("message_id", 1), "message text is empty"),
                bad("deleteMessage", chat(), "message identifier is not specified"),
                bad("deleteMessage", Json.object().put("message_id", 1), "chat identifier is not specified"),
                bad("deleteMessage", chat().put("message_id", 99), "message to delete not found"),
                bad("sendChatAction", chat().put("action", "dance"), "wrong parameter action in request"),
                bad("sendChatAction", Json.object().put("action", "typing").put("chat_id", 999), "chat not found"),
                bad("sendSticker", chat(), "there is no sticker in the request"),
                bad("sendPhoto", chat(), "there is no photo in the request"),
                bad("sendDocument", chat(), "there is no document in the request"),
                bad("sendDocument", chat().put("document", "attach://x"), "there is no document in the request"),
                bad("sendSticker", chat().put("sticker", "abc"), "wrong file identifier/HTTP URL specified"),
                bad("getFile", Json.object(), "file_id not specified"),
                bad("getFile", Json.object().put("file_id", "abc"), "invalid file_id"),
                bad(
                        "answerCallbackQuery",
                        Json.object().put("callback_query_id", "1"),
                        "query is too old and response timeout expired or query ID is invalid"),
                bad("answerCallbackQuery", Json.object().put("text", "x".repeat(201)), "MESSAGE_TOO_LONG"));
    }

    @Test
    void whatTheEmulatorCanNotDoItSaysLoudly() {
        telegram.bot("sendMessage", chat().put("text", "*x*").put("parse_mode", "Markdown"))
                .isRefused(
                        501,
                        "Not Implemented: the emulator does not know parse_mode Markdown, which is a legacy mode, yet");
    }

    private Reply send(String text) {
        return telegram.bot("sendMessage", chat().put("text", text));
    }

    private static ObjectNode to(int messageId) {
        return chat().put("message_id", messageId);
    }

    private static ObjectNode chat() {
        return Json.object().put("chat_id", 7);
    }

    private static ObjectNode button() {
        return Json.object();
    }

    private static ObjectNode markup(String json) {
        return chat().put("text", "x").put("reply_markup", json);
    }

    private static ObjectNode keyboard(ObjectNode button) {
        ObjectNode keyboard = Json.object();
        keyboard.putArray("inline_keyboard").addArray().add(button);
        return keyboard;
    }

    private static Arguments bad(String method, ObjectNode args, String words) {
        return Arguments.of(method, args, words);
    }
}
