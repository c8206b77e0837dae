package io.stickermill.emulator.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** editMessageCaption and editMessageReplyMarkup; editMessageText is in {@link MessagesTest}. */
class EditsTest {
    private static final String NOT_MODIFIED =
            "Bad Request: message is not modified: specified new message content and "
                    + "reply markup are exactly the same as a current content and reply markup of the message";

    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @Test
    void aCaptionIsChangedAndRemovedAndTheKeyboardGoesWithIt() {
        int photo = telegram.bot(
                        "sendPhoto",
                        new Multipart()
                                .field("chat_id", 7)
                                .field("caption", "one")
                                .field("reply_markup", keyboard())
                                .file("photo", "a.png", Pictures.png(64, 64)))
                .result()
                .get("message_id")
                .asInt();
        JsonNode edited = telegram.bot(
                        "editMessageCaption",
                        to(photo).put("caption", "<b>two</b>").put("parse_mode", "HTML"))
                .result();
        assertThat(edited.get("caption").asText()).isEqualTo("two");
        assertThat(edited.get("caption_entities")).hasSize(1);
        assertThat(edited.has("photo")).isTrue();
        assertThat(edited.has("reply_markup")).isFalse();
        telegram.bot("editMessageText", to(photo).put("text", "x"))
                .isRefused(400, "Bad Request: there is no text in the message to edit");
        assertThat(telegram.bot("editMessageCaption", to(photo)).result().has("caption"))
                .isFalse();
        telegram.bot("editMessageCaption", to(photo)).isRefused(400, NOT_MODIFIED);
    }

    @Test
    void aStickerHasNoCaption() {
        int sticker = telegram.bot(
                        "sendSticker",
                        new Multipart().field("chat_id", 7).file("sticker", "a.png", Pictures.png(512, 100)))
                .result()
                .get("message_id")
                .asInt();
        telegram.bot("editMessageCaption", to(sticker).put("caption", "x"))
                .isRefused(400, "Bad Request: there is no caption in the message to edit");
        ObjectNode withKeyboard = to(sticker);
        withKeyboard.set("reply_markup", keyboard());
        assertThat(telegram.bot("editMessageReplyMarkup", withKeyboard).result().has("reply_markup"))
                .isTrue();
        telegram.bot("editMessageReplyMarkup", withKeyboard).isRefused(400, NOT_MODIFIED);
        assertThat(telegram.bot("editMessageReplyMarkup", to(sticker)).result().has("reply_markup"))
                .isFalse();
    }

    @Test
    void whatAPersonSaidStaysAsItIs() {
        telegram.bot("editMessageReplyMarkup", to(1)).isRefused(400, "Bad Request: message can't be edited");
        telegram.bot("editMessageReplyMarkup", Json.object())
                .isRefused(400, "Bad Request: message identifier is not specified");
    }

    private static ObjectNode to(int message) {
        return Json.object().put("chat_id", 7).put("message_id", message);
    }

    private static ObjectNode keyboard() {
        ObjectNode keyboard = Json.object();
        keyboard.putArray("inline_keyboard")
                .addArray()
                .addObject()
                .put("text", "Again")
                .put("callback_data", "a");
        return keyboard;
    }
}
