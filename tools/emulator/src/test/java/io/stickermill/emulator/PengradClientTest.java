package io.stickermill.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.PreCheckoutQuery;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.model.stars.StarTransaction;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartnerUser;
import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.GetFile;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetMyStarBalance;
import com.pengrad.telegrambot.request.GetStarTransactions;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.request.SendDocument;
import com.pengrad.telegrambot.request.SendInvoice;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.request.SendSticker;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.emulator.store.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The emulator with the client that the services use. */
class PengradClientTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;
    private TelegramBot bot;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        bot = new TelegramBot.Builder(Telegram.TOKEN)
                .apiUrl(telegram.url() + "/bot")
                .fileApiUrl(telegram.url() + "/file/bot")
                .build();
        telegram.says(7, "/start");
    }

    @AfterEach
    void shutDown() {
        bot.shutdown();
    }

    @Test
    void aPhotoComesInAndAStickerWithButtonsGoesOut() throws Exception {
        assertThat(bot.execute(new GetMe()).user().isBot()).isTrue();
        byte[] photo = Pictures.jpeg(900, 600);
        telegram.sends(7, photo, "");
        List<Update> updates = bot.execute(new GetUpdates().timeout(1).allowedUpdates("message", "callback_query"))
                .updates();
        var sizes = updates.get(1).message().photo();
        var file = bot.execute(new GetFile(sizes[sizes.length - 1].fileId())).file();
        assertThat(bot.getFileContent(file)).isEqualTo(photo);

        SendResponse status = bot.execute(new SendMessage(7L, "1/7"));
        int statusId = status.message().messageId();
        assertThat(bot.execute(new EditMessageText(7L, statusId, "7/7")).isOk()).isTrue();
        SendResponse sticker = bot.execute(new SendSticker(7L, Pictures.png(512, 341))
                .replyMarkup(new InlineKeyboardMarkup(new InlineKeyboardButton("Again").callbackData("again"))));
        assertThat(sticker.message().sticker().fileId()).isNotEmpty();
        assertThat(bot.execute(new SendSticker(7L, sticker.message().sticker().fileId()))
                        .isOk())
                .isTrue();
        assertThat(bot.execute(new DeleteMessage(7L, statusId)).isOk()).isTrue();
        assertThat(bot.execute(new SendPhoto(7L, Pictures.jpeg(40, 30)).caption("c"))
                        .isOk())
                .isTrue();
        assertThat(bot.execute(new SendDocument(7L, new byte[9]).fileName("a.bin"))
                        .isOk())
                .isTrue();

        telegram.post(
                "/admin/users/7/callbacks",
                Json.object().put("message_id", sticker.message().messageId()).put("button", "Again"));
        Update tap = bot.execute(new GetUpdates().offset(updates.getLast().updateId() + 1))
                .updates()
                .getFirst();
        assertThat(tap.callbackQuery().data()).isEqualTo("again");
        assertThat(bot.execute(new AnswerCallbackQuery(tap.callbackQuery().id()).text("ok"))
                        .isOk())
                .isTrue();
        assertThat(telegram.get("/admin/calls").json().get("calls"))
                .allSatisfy(call -> assertThat(call.get("unknown_fields"))
                        .as(call.toString())
                        .isEmpty());
    }

    @Test
    void anInvoiceIsPaidAndPaidBack() {
        LabeledPrice price = new LabeledPrice("10 credits", 75);
        int invoice = bot.execute(new SendInvoice(7L, "10 credits", "Ten stickers", "ord", "XTR", List.of(price)))
                .message()
                .messageId();
        telegram.post("/admin/users/7/payments", Json.object().put("message_id", invoice));
        PreCheckoutQuery asked =
                bot.execute(new GetUpdates()).updates().getLast().preCheckoutQuery();
        assertThat(asked.invoicePayload()).isEqualTo("ord");
        assertThat(bot.execute(new AnswerPreCheckoutQuery(asked.id())).isOk()).isTrue();
        String charge = bot.execute(new GetUpdates())
                .updates()
                .getLast()
                .message()
                .successfulPayment()
                .telegramPaymentChargeId();
        assertThat(bot.execute(new GetMyStarBalance()).getResult().amount()).isEqualTo(75);
        assertThat(bot.execute(new RefundStarPayment(7L, charge)).isOk()).isTrue();
        StarTransaction[] transactions =
                bot.execute(new GetStarTransactions().limit(10)).result().transactions();
        assertThat(transactions).extracting(StarTransaction::id).containsExactly(charge, charge);
        assertThat(((TransactionPartnerUser) transactions[1].receiver()).invoicePayload())
                .isEqualTo("ord");
        assertThat(bot.execute(new CreateInvoiceLink("10 credits", "Ten stickers", "ord", "XTR", price))
                        .result())
                .startsWith("https://t.me/$");
        assertThat(telegram.get("/admin/calls").json().get("calls"))
                .allSatisfy(call -> assertThat(call.get("unknown_fields"))
                        .as(call.toString())
                        .isEmpty());
    }

    @Test
    void itUnderstandsTheErrors() {
        SendResponse missing = bot.execute(new SendMessage(999L, "x"));
        assertThat(missing.isOk()).isFalse();
        assertThat(missing.errorCode()).isEqualTo(400);
        assertThat(missing.description()).isEqualTo("Bad Request: chat not found");
        telegram.put("/admin/limits", Json.object().put("chat_per_second", 1).put("chat_burst", 1));
        assertThat(bot.execute(new SendMessage(7L, "x")).isOk()).isTrue();
        SendResponse flood = bot.execute(new SendMessage(7L, "x"));
        assertThat(flood.errorCode()).isEqualTo(429);
        assertThat(flood.parameters().retryAfter()).isEqualTo(1);
    }
}
