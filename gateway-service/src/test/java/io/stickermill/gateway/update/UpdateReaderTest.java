package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.utility.BotUtils;
import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.payment.ToldPayment;
import io.stickermill.gateway.update.Incoming.Answerable;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.AskSets;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Ignored;
import io.stickermill.gateway.update.Incoming.Paid;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.PreCheckout;
import io.stickermill.gateway.update.Incoming.Refunded;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Incoming.StrayButton;
import io.stickermill.gateway.update.Incoming.Wish;
import io.stickermill.platform.telegram.RawUpdate;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateReaderTest {

    @Test
    void aPhotoIsItsLargestSize() {
        Incoming read = message("""
                "caption": "my cat", "media_group_id": "g1", "photo": [
                  {"file_id": "small", "file_unique_id": "a", "width": 90, "height": 60},
                  {"file_id": "large", "file_unique_id": "b", "width": 1280, "height": 853},
                  {"file_id": "middle", "file_unique_id": "c", "width": 320, "height": 213}]""");

        assertThat(read).isInstanceOfSatisfying(Photo.class, photo -> {
            assertThat(photo.fileId()).isEqualTo("large");
            assertThat(photo.caption()).isEqualTo("my cat");
            assertThat(photo.albumId()).isEqualTo("g1");
            assertThat(photo.sentAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            assertThat(photo.sender().chatKind()).isEqualTo(ChatKind.PRIVATE);
            assertThat(photo.sender().language()).isEqualTo("ru");
        });
    }

    @Test
    void aPaymentIsKnownByItsCharge() {
        Incoming read = message("""
                "successful_payment": {"currency": "XTR", "total_amount": 75, "invoice_payload": "ord_1",
                  "telegram_payment_charge_id": "stx1", "provider_payment_charge_id": ""}""");

        assertThat(read)
                .isInstanceOfSatisfying(
                        Paid.class,
                        paid -> assertThat(paid.payment())
                                .isEqualTo(new ToldPayment(
                                        "stx1",
                                        paid.sender().userId(),
                                        "XTR",
                                        75,
                                        "ord_1",
                                        ToldPayment.Source.UPDATE,
                                        Instant.ofEpochSecond(1_700_000_000))));
    }

    /** Nobody says in whose name Telegram tells of it: the chat is the person's in any case. */
    @Test
    void aRefundIsThePersonsWhoseChatItIs() {
        for (String from : List.of("", "\"from\": {\"id\": 9, \"is_bot\": true, \"first_name\": \"Bot\"},")) {
            var update = BotUtils.parseUpdate("""
                    {"update_id": 1, "message": {"message_id": 5, "date": 1700000000, %s
                      "chat": {"id": 42, "type": "private"},
                      "refunded_payment": {"currency": "XTR", "total_amount": 75, "invoice_payload": "ord_1",
                                           "telegram_payment_charge_id": "stx1"}}}""".formatted(from));

            assertThat(UpdateReader.read(update)).isInstanceOfSatisfying(Refunded.class, refunded -> {
                assertThat(refunded.sender().chatId()).isEqualTo(42);
                assertThat(refunded.payment().telegramId()).isEqualTo(42);
                assertThat(refunded.payment().chargeId()).isEqualTo("stx1");
            });
        }
    }

    @Test
    void whoIsAboutToPayIsAskedAbout() {
        String json = """
                {"update_id": 1, "pre_checkout_query": {"id": "q1", "currency": "XTR", "total_amount": 75,
                 "invoice_payload": "ord_1", "from": {"id": 42, "is_bot": false, "first_name": "A", "language_code": "ru"}}}""";

        assertThat(UpdateReader.read(BotUtils.parseUpdate(json)))
                .isEqualTo(new PreCheckout("q1", new Checkout.Question(42, "XTR", 75, "ord_1"), "ru"));
        assertThat(UpdateIntake.isUrgent(RawUpdate.of(json).orElseThrow())).isTrue();
        assertThat(UpdateIntake.isUrgent(RawUpdate.of("{\"update_id\": 1}").orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/pack, PACK, '', ",
        "/Pack@a_bot My  cats, PACK, My  cats, ",
        "/sheet Cats, SHEET, Cats, ",
        "/packs of cats, , , /packs of cats",
        "a /pack, , , a /pack"
    })
    void aCaptionMayBeACommand(String caption, Wish.As as, String title, String kept) {
        Incoming read = message("""
                "caption": "%s", "photo": [{"file_id": "f", "file_unique_id": "a", "width": 90, "height": 60}]""".formatted(caption));

        assertThat(read).isInstanceOfSatisfying(Photo.class, photo -> {
            assertThat(photo.wish()).isEqualTo(as == null ? null : new Wish(as, title));
            assertThat(photo.caption()).isEqualTo(kept);
        });
        if (as == Wish.As.PACK) {
            assertThat(message("\"text\": \"%s\"".formatted(caption)))
                    .isInstanceOfSatisfying(
                            AskPack.class, asked -> assertThat(asked.title()).isEqualTo(title));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, a.jpg, 1000, PHOTO",
        "image/png, a.png, 1000, PHOTO",
        "image/webp, a.webp, 1000, PHOTO",
        "image/heic, a.heic, 1000, HEIC",
        "application/octet-stream, IMG_1.HEIC, 1000, HEIC",
        "application/octet-stream, IMG_1.jpg, 1000, PHOTO",
        "application/octet-stream, cup.bin, 1000, PHOTO",
        "image/jpg, a.jpg, 1000, PHOTO",
        "'Image/JPEG; name=a', a, 1000, PHOTO",
        "'', a, 1000, PHOTO",
        "application/octet-stream, big.jpg, 20971521, TOO_LARGE",
        "application/pdf, a.pdf, 1000, NOT_AN_IMAGE",
        "video/mp4, a.jpg, 1000, NOT_AN_IMAGE",
        "image/jpeg, big.jpg, 20971521, TOO_LARGE"
    })
    void aFileIsJudgedByItsType(String type, String name, long size, String expected) {
        Incoming read = message("""
                "document": {"file_id": "f", "file_unique_id": "u", "mime_type": "%s", "file_name": "%s", "file_size": %d}""".formatted(type, name, size));

        if (expected.equals("PHOTO")) {
            assertThat(read).isInstanceOf(Photo.class);
        } else {
            assertThat(read)
                    .isInstanceOfSatisfying(
                            Answerable.class,
                            answer -> assertThat(answer.text()).isEqualTo(ReplyText.valueOf(expected)));
        }
    }

    @Test
    void aFileWithoutTypeAndNameMayBeAPhoto() {
        assertThat(message("\"document\": {\"file_id\": \"f\", \"file_unique_id\": \"u\"}"))
                .isInstanceOf(Photo.class);
    }

    @ParameterizedTest
    @CsvSource({"a.jpg, true", "A.PNG, true", "backup.bin, false", "none, false"})
    void inAGroupAFileOfNoTypeIsOneByItsNameAlone(String name, boolean photo) {
        Incoming read = UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "message": {"message_id": 7, "date": 1700000000,
                 "document": {"file_id": "f", "file_unique_id": "u", "file_name": "%s"},
                 "from": {"id": 5, "is_bot": false, "first_name": "A"}, "chat": {"id": -100, "type": "supergroup"}}}""".formatted(name)));

        assertThat(read).isInstanceOf(photo ? Photo.class : Ignored.class);
    }

    @ParameterizedTest
    @CsvSource({"/start, START", "/start@our_bot ref1, START", "/HELP, HELP", "/nonsense, UNKNOWN_COMMAND"})
    void textIsAnsweredWithAText(String text, String expected) {
        assertThat(message("\"text\": \"%s\"".formatted(text)))
                .isInstanceOfSatisfying(
                        Answerable.class, answer -> assertThat(answer.text()).isEqualTo(ReplyText.valueOf(expected)));
    }

    @Test
    void wordsMayBeTheTextThatWasAskedFor() {
        assertThat(message("\"text\": \"hello\""))
                .isInstanceOfSatisfying(
                        Said.class, said -> assertThat(said.text()).isEqualTo("hello"));
        assertThat(message("\"location\": {\"latitude\": 1, \"longitude\": 2}"))
                .isInstanceOfSatisfying(
                        Answerable.class, answer -> assertThat(answer.text()).isEqualTo(ReplyText.HINT));
    }

    @Test
    void aButtonWithoutItsMessageIsStillAnswered() {
        Incoming read = UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "callback_query": {"id": "77", "data": "x", "chat_instance": "1",
                 "from": {"id": 5, "is_bot": false, "first_name": "A", "language_code": "ru"}}}"""));

        assertThat(read).isEqualTo(new StrayButton("77", "ru"));
    }

    @Test
    void peopleInAGroupTalkToEachOther() {
        Incoming read = UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "message": {"message_id": 7, "date": 1700000000, "text": "/nonsense",
                 "from": {"id": 5, "is_bot": false, "first_name": "A"}, "chat": {"id": -100, "type": "supergroup"}}}"""));

        assertThat(read).isInstanceOf(Ignored.class);
    }

    @Test
    void aButtonCarriesItsDataAndItsMessage() {
        Incoming read = UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "callback_query": {"id": "77", "data": "x", "chat_instance": "1",
                 "from": {"id": 5, "is_bot": false, "first_name": "A", "language_code": "en"},
                 "message": {"message_id": 9, "date": 1700000000, "chat": {"id": 5, "type": "private"}}}}"""));

        assertThat(read).isInstanceOfSatisfying(Button.class, button -> {
            assertThat(button.callbackId()).isEqualTo("77");
            assertThat(button.messageId()).isEqualTo(9);
            assertThat(button.data()).isEqualTo("x");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "1700000000 | , \"sticker\": {\"file_id\": \"f\", \"width\": 512, \"height\": 512} | f",
                "1700000000 | , \"text\": \"words\" | null",
                "0 | '' | null"
            })
    void aButtonCarriesTheStickerAboveItWhereThereIsOne(long date, String content, @Nullable String file) {
        Incoming read = UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "callback_query": {"id": "77", "data": "x", "chat_instance": "1",
                 "from": {"id": 5, "is_bot": false, "first_name": "Ann", "language_code": "en"},
                 "message": {"message_id": 9, "date": %d, "chat": {"id": 5, "type": "private"}%s}}}""".formatted(date, content)));

        assertThat(read).isInstanceOfSatisfying(Button.class, button -> {
            assertThat(button.stickerFileId()).isEqualTo(file);
            assertThat(button.sender().firstName()).isEqualTo("Ann");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sets", "/SETS@our_bot", "/sets of mine"})
    void whoAsksForTheirSetsIsUnderstood(String text) {
        assertThat(message("\"text\": \"%s\"".formatted(text)))
                .isEqualTo(new AskSets(
                        new Sender(5, "A", 5, ChatKind.PRIVATE, null, "ru"), 7, Instant.ofEpochSecond(1_700_000_000)));
    }

    @Test
    void whatTheMenuOffersIsUnderstoodAndHasItsWordsInEachLanguage() {
        var texts = new Texts("gateway-texts");
        Incoming unknown = message("\"text\": \"/nonsense\"");

        assertThat(CommandMenu.COMMANDS).contains("sets").allSatisfy(command -> {
            assertThat(message("\"text\": \"/%s\"".formatted(command)))
                    .isNotInstanceOf(Ignored.class)
                    .isNotEqualTo(unknown);
            assertThat(texts.get("ru", "command_" + command)).isNotEqualTo(texts.get("en", "command_" + command));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"update_id\": 1}",
                "{\"update_id\": 1, \"edited_message\": {\"message_id\": 1, \"date\": 1}}",
                "{\"update_id\": 1, \"message\": {\"message_id\": 1, \"date\": 1}}",
                "{\"update_id\": 1, \"something_new\": {\"a\": []}}"
            })
    void whatWeDoNotKnowIsPassedOver(String update) {
        assertThat(UpdateReader.read(BotUtils.parseUpdate(update))).isInstanceOf(Ignored.class);
    }

    private static Incoming message(String content) {
        return UpdateReader.read(BotUtils.parseUpdate("""
                {"update_id": 1, "message": {"message_id": 7, "date": 1700000000,
                 "from": {"id": 5, "is_bot": false, "first_name": "A", "language_code": "ru-RU"},
                 "chat": {"id": 5, "type": "private"}, %s}}""".formatted(content)));
    }
}
