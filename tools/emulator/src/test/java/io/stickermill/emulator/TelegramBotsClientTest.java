package io.stickermill.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.store.Json;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendSticker;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.File;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** The emulator as a client sees it that others wrote for the real Telegram. */
class TelegramBotsClientTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;
    private OkHttpTelegramClient bot;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        bot = new OkHttpTelegramClient(
                Telegram.TOKEN,
                TelegramUrl.builder()
                        .schema("http")
                        .host("127.0.0.1")
                        .port(telegram.url().getPort())
                        .build());
        telegram.says(7, "/start");
    }

    @Test
    void aPhotoComesInAndAStickerWithButtonsGoesOut() throws Exception {
        assertThat(bot.execute(new GetMe()).getUserName()).isEqualTo("stickermill_bot");
        byte[] photo = Pictures.jpeg(900, 600);
        telegram.sends(7, photo, "caption=me");
        List<Update> updates = bot.execute(GetUpdates.builder()
                .allowedUpdates(List.of("message", "callback_query"))
                .timeout(1)
                .build());
        assertThat(updates.get(0).getMessage().getEntities().getFirst().getText())
                .isEqualTo("/start");
        Message received = updates.get(1).getMessage();
        assertThat(received.getCaption()).isEqualTo("me");
        File file = bot.execute(new GetFile(received.getPhoto().getLast().getFileId()));
        // Its own downloadFile goes to api.telegram.org whatever the URL that it was given.
        assertThat(telegram.download(file.getFilePath()).body()).isEqualTo(photo);

        bot.execute(SendChatAction.builder().chatId(7L).action("choose_sticker").build());
        Message status =
                bot.execute(SendMessage.builder().chatId(7L).text("1/7").build());
        bot.execute(EditMessageText.builder()
                .chatId(7L)
                .messageId(status.getMessageId())
                .text("7/7")
                .build());
        InlineKeyboardButton again = new InlineKeyboardButton("Again");
        again.setCallbackData("again");
        Message sticker = bot.execute(SendSticker.builder()
                .chatId(7L)
                .sticker(new InputFile(new ByteArrayInputStream(Pictures.png(512, 341)), "s.png"))
                .replyMarkup(new InlineKeyboardMarkup(List.of(new InlineKeyboardRow(again))))
                .build());
        assertThat(sticker.getSticker().getWidth()).isEqualTo(512);
        assertThat(sticker.getReplyMarkup().getKeyboard().getFirst().getFirst().getCallbackData())
                .isEqualTo("again");
        assertThat(bot.execute(new DeleteMessage("7", status.getMessageId()))).isTrue();

        telegram.post(
                "/admin/users/7/callbacks",
                Json.object().put("message_id", sticker.getMessageId()).put("button", "Again"));
        Update tap = bot.execute(GetUpdates.builder()
                        .offset(updates.getLast().getUpdateId() + 1)
                        .build())
                .getFirst();
        assertThat(tap.getCallbackQuery().getMessage().getMessageId()).isEqualTo(sticker.getMessageId());
        assertThat(bot.execute(new AnswerCallbackQuery(tap.getCallbackQuery().getId())))
                .isTrue();
        assertThat(bot.execute(new GetWebhookInfo()).getPendingUpdatesCount()).isEqualTo(1);
        thereWasNothingThatTheEmulatorIgnored();
    }

    @Test
    void picturesAndDocumentsGoOut() throws Exception {
        Message photo = bot.execute(SendPhoto.builder()
                .chatId(7L)
                .caption("p")
                .photo(new InputFile(new ByteArrayInputStream(Pictures.jpeg(400, 300)), "p.jpg"))
                .build());
        assertThat(photo.getPhoto()).hasSize(2);
        assertThat(photo.getCaption()).isEqualTo("p");
        Message document = bot.execute(SendDocument.builder()
                .chatId(7L)
                .document(new InputFile(new ByteArrayInputStream(new byte[10]), "d.bin"))
                .build());
        assertThat(document.getDocument().getFileSize()).isEqualTo(10);
        Message again = bot.execute(SendDocument.builder()
                .chatId(7L)
                .document(new InputFile(document.getDocument().getFileId()))
                .build());
        assertThat(again.getDocument().getFileUniqueId())
                .isEqualTo(document.getDocument().getFileUniqueId());
        thereWasNothingThatTheEmulatorIgnored();
    }

    @Test
    void itUnderstandsTheErrors() {
        TelegramApiRequestException missing = refused(new SendMessage("999", "x"));
        assertThat(missing.getErrorCode()).isEqualTo(400);
        assertThat(missing.getApiResponse()).isEqualTo("Bad Request: chat not found");
        telegram.fault(Json.object()
                .put("method", "sendMessage")
                .put("action", "status")
                .put("status", 429)
                .put("retry_after", 5));
        TelegramApiRequestException flood = refused(new SendMessage("7", "x"));
        assertThat(flood.getErrorCode()).isEqualTo(429);
        assertThat(flood.getParameters().getRetryAfter()).isEqualTo(5);
    }

    private TelegramApiRequestException refused(SendMessage message) {
        return catchThrowableOfType(TelegramApiRequestException.class, () -> bot.execute(message));
    }

    private void thereWasNothingThatTheEmulatorIgnored() {
        JsonNode calls = telegram.get("/admin/calls").json().get("calls");
        // This client names the method in its JSON, too.
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(
                                call.get("unknown_fields").valueStream().map(JsonNode::asText))
                        .as(call.toString())
                        .isSubsetOf("method"));
    }
}
