package io.stickermill.emulator.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoicesTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @Test
    void anInvoiceIsAMessageWithAPayButtonOfTelegramsOwnAndKeepsItsPayloadToTheBot() {
        JsonNode sent = send(Stars.invoice(7)).result();
        JsonNode invoice = sent.get("invoice");
        assertThat(invoice.get("title").asText()).isEqualTo("10 credits");
        assertThat(invoice.get("description").asText()).isEqualTo("Ten stickers");
        assertThat(invoice.get("start_parameter").asText()).isEmpty();
        assertThat(invoice.get("currency").asText()).isEqualTo("XTR");
        assertThat(invoice.get("total_amount").asLong()).isEqualTo(75);
        JsonNode button = sent.at("/reply_markup/inline_keyboard/0/0");
        assertThat(button.get("text").asText()).isEqualTo("Pay ⭐ 75");
        assertThat(button.get("pay").asBoolean()).isTrue();
        assertThat(telegram.messages(7).toString()).doesNotContain("ord_k3x");
    }

    @Test
    void aKeyboardOfTheBotsOwnStays() throws Exception {
        JsonNode keyboard = Json.parse("""
                {"inline_keyboard":[[{"text":"Buy for XTR 75","pay":true}],[{"text":"Why?","callback_data":"why"}]]}
                """);
        assertThat(send(Stars.invoice(7).set("reply_markup", keyboard)).result().get("reply_markup"))
                .isEqualTo(keyboard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"inline_keyboard\":[[{\"text\":\"Why?\",\"callback_data\":\"why\"}]]} | BUTTON_POS_INVALID",
                "{\"inline_keyboard\":[[{\"text\":\"Why?\",\"callback_data\":\"x\"},{\"text\":\"P\",\"pay\":true}]]} | BUTTON_POS_INVALID",
                "{\"inline_keyboard\":[[{\"text\":\"P\",\"pay\":true}],[{\"text\":\"P\",\"pay\":true}]]} | BUTTON_POS_INVALID",
                "{\"inline_keyboard\":[[{\"text\":\"P\",\"pay\":true,\"url\":\"https://a.example\"}]]} | BUTTON_POS_INVALID",
                "{\"force_reply\":true} | REPLY_MARKUP_INVALID"
            })
    void aKeyboardWhoseFirstButtonAloneDoesNotPayIsRefused(String keyboard, String words) throws Exception {
        refused(Stars.invoice(7).set("reply_markup", Json.parse(keyboard)), words);
        assertThat(telegram.messages(7)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "description", "payload", "currency", "prices"})
    void whatIsNeededIsAskedFor(String field) {
        refused(Stars.invoice(7).without(field), "parameter \"" + field + "\" is required");
        refused(Stars.invoice(7).put(field, ""), "parameter \"" + field + "\" is required");
        telegram.bot("createInvoiceLink", Stars.goods().without(field))
                .isRefused(400, "Bad Request: parameter \"" + field + "\" is required");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("title", "t".repeat(33), "TITLE_INVALID"),
                Arguments.of("title", " ", "TITLE_INVALID"),
                Arguments.of("title", "\ud83d", "invoice title must be encoded in UTF-8"),
                Arguments.of("description", "d".repeat(256), "DESCRIPTION_INVALID"),
                Arguments.of("description", "d\udc00", "invoice description must be encoded in UTF-8"),
                Arguments.of("payload", "p".repeat(129), "INVOICE_PAYLOAD_INVALID"),
                Arguments.of("payload", "я".repeat(65), "INVOICE_PAYLOAD_INVALID"),
                Arguments.of("payload", "\ud83d", "the payload must be encoded in UTF-8"),
                Arguments.of("currency", "USD", "PAYMENT_PROVIDER_INVALID"),
                Arguments.of("currency", "xtr", "PAYMENT_PROVIDER_INVALID"),
                Arguments.of("provider_token", "1:TEST", "STARS_INVOICE_INVALID"),
                Arguments.of("max_tip_amount", "500", "STARS_INVOICE_INVALID"),
                Arguments.of("start_parameter", "a b", "START_PARAM_INVALID"),
                Arguments.of("start_parameter", "a".repeat(65), "START_PARAM_INVALID"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatIsTooLongOrNotForStarsIsRefused(String field, String value, String words) {
        new Stars(emulator)
                .escaped("sendInvoice", Stars.invoice(7).put(field, value))
                .isRefused(400, "Bad Request: " + words);
        assertThat(telegram.messages(7)).hasSize(1);
    }

    @Test
    void lengthsAreOfCharactersButThePayloadsOfBytes() {
        send(Stars.invoice(7)
                        .put("title", "⭐".repeat(31) + "🎉")
                        .put("description", "🎉".repeat(255))
                        .put("payload", "я".repeat(64)))
                .result();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | can't parse prices JSON object",
                "{} | expected an Array of labeled prices",
                "[] | there must be at least one price",
                "[7] | can't parse labeled price: LabeledPrice must be an Object",
                "[{\"amount\":1}] | can't parse labeled price: Can't find field \"label\"",
                "[{\"label\":\"\",\"amount\":1}] | can't parse labeled price: LabeledPrice label must be non-empty",
                "[{\"label\":[],\"amount\":1}] | can't parse labeled price: Field \"label\" must be of type String",
                "[{\"label\":\"a\"}] | can't parse labeled price: Can't find field \"amount\"",
                "[{\"label\":\"a\",\"amount\":true}] | can't parse labeled price: Field \"amount\" must be a Number",
                "[{\"label\":\"a\",\"amount\":1.5}] | can't parse labeled price: Field \"amount\" must be a valid Number",
                "[{\"label\":\"a\",\"amount\":1e3}] | can't parse labeled price: Field \"amount\" must be a valid Number",
                "[{\"label\":\"a\",\"amount\":\"x\"}] | can't parse labeled price: Field \"amount\" must be a valid Number",
                "[{\"label\":\"a\",\"amount\":9223372036854775808}] | can't parse labeled price: Field \"amount\" must be a valid Number",
                "[{\"label\":\"a\",\"amount\":-9223372036854775808}] | too big amount of the currency specified",
                "[{\"label\":\"a\",\"amount\":1000000000000}] | too big amount of the currency specified",
                "[{\"label\":\"a\",\"amount\":999999999999},{\"label\":\"b\",\"amount\":1}] | total price is too big",
                "[{\"label\":\"a\",\"amount\":0}] | total price must be positive",
                "[{\"label\":\"a\",\"amount\":-75}] | total price must be positive",
                "[{\"label\":\"a\",\"amount\":50},{\"label\":\"b\",\"amount\":25}] | STARS_INVOICE_INVALID"
            })
    void onePriceOfWholeStarsIsNeeded(String prices, String words) {
        refused(Stars.invoice(7).put("prices", prices), words);
    }

    @Test
    void whatTheEmulatorDoesNotKnowIsRefusedLoudly() {
        telegram.bot("createInvoiceLink", Stars.goods().put("subscription_period", 2_592_000))
                .isRefused(501, "Not Implemented: the emulator does not know subscriptions yet");
    }

    @Test
    void aStrangersChatGetsNoInvoice() {
        refused(Stars.invoice(8), "chat not found");
    }

    @Test
    void linksAreAllDifferent() {
        String first = telegram.bot("createInvoiceLink", Stars.goods()).result().asText();
        String second =
                telegram.bot("createInvoiceLink", Stars.goods()).result().asText();
        assertThat(first).startsWith("https://t.me/$").isNotEqualTo(second);
    }

    @Test
    void theJournalKnowsEveryFieldOfTheFacts() {
        telegram.bot("sendInvoice", Stars.invoice(7).put("start_parameter", "ord_k3x"));
        assertThat(telegram.calls("sendInvoice").get(0).get("unknown_fields")).isEmpty();
    }

    private Reply send(JsonNode invoice) {
        return telegram.bot("sendInvoice", invoice);
    }

    private void refused(JsonNode invoice, String words) {
        send(invoice).isRefused(400, "Bad Request: " + words);
    }
}
