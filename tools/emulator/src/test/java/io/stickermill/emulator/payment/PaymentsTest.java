package io.stickermill.emulator.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.WebhookReceiver;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsTest {
    private static final String TOO_OLD =
            "Bad Request: query is too old and response timeout expired or query ID is invalid";

    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private final Stars stars = new Stars(emulator);

    @BeforeEach
    void aChat() {
        telegram().says(7, "hi");
    }

    @Test
    void whoPaysHasTheBotAskedAndThenPays() {
        int invoice = stars.send(Stars.invoice(7));
        String query = stars.tap(7, invoice);

        JsonNode asked = stars.updates("pre_checkout_query").getFirst().get("pre_checkout_query");
        assertThat(asked.get("id").asText()).isEqualTo(query);
        assertThat(asked.get("from").get("id").asLong()).isEqualTo(7);
        assertThat(asked.get("currency").asText()).isEqualTo("XTR");
        assertThat(asked.get("total_amount").asLong()).isEqualTo(75);
        assertThat(asked.get("invoice_payload").asText()).isEqualTo("ord_k3x");
        assertThat(asked).hasSize(5);
        assertThat(stars.state(query)).isEqualTo("waiting");
        assertThat(stars.balance()).isZero();

        assertThat(stars.yes(query).result().asBoolean()).isTrue();
        JsonNode message = stars.updates("successful_payment").getFirst();
        JsonNode payment = message.get("successful_payment");
        assertThat(message.get("from").get("id").asLong()).isEqualTo(7);
        assertThat(message.get("chat").get("id").asLong()).isEqualTo(7);
        assertThat(payment.get("currency").asText()).isEqualTo("XTR");
        assertThat(payment.get("total_amount").asLong()).isEqualTo(75);
        assertThat(payment.get("invoice_payload").asText()).isEqualTo("ord_k3x");
        String charge = payment.get("telegram_payment_charge_id").asText();
        assertThat(charge).startsWith("stx");
        assertThat(payment.get("provider_payment_charge_id").asText()).isNotEmpty();
        assertThat(stars.payment(query).get("telegram_payment_charge_id").asText())
                .isEqualTo(charge);
        assertThat(stars.balance()).isEqualTo(75);
    }

    @Test
    void aPaymentIsATransactionWhoseIdIsTheCharges() {
        String charge = stars.sold(7);
        assertThat(stars.transactions()).hasSize(1);
        JsonNode transaction = stars.transactions().get(0);
        assertThat(transaction.get("id").asText()).isEqualTo(charge);
        assertThat(transaction.get("amount").asLong()).isEqualTo(75);
        assertThat(transaction.get("date").asLong())
                .isEqualTo(emulator.clock.instant().getEpochSecond());
        JsonNode source = transaction.get("source");
        assertThat(source.get("type").asText()).isEqualTo("user");
        assertThat(source.get("transaction_type").asText()).isEqualTo("invoice_payment");
        assertThat(source.get("user").get("id").asLong()).isEqualTo(7);
        assertThat(source.get("invoice_payload").asText()).isEqualTo("ord_k3x");
        assertThat(transaction.has("receiver")).isFalse();
    }

    @Test
    void whomTheBotRefusesIsToldWhyAndPaysNothing() {
        String query = stars.tap(7, stars.send(Stars.invoice(7)));
        no(query, "Sold out").result();
        assertThat(stars.payment(query).get("state").asText()).isEqualTo("refused");
        assertThat(stars.payment(query).get("error_message").asText()).isEqualTo("Sold out");
        assertThat(stars.transactions()).isEmpty();
        assertThat(stars.updates("successful_payment")).isEmpty();
        stars.yes(query).isRefused(400, TOO_OLD);
    }

    @Test
    void aRefusalWithoutWordsIsRefused() {
        String query = stars.tap(7, stars.send(Stars.invoice(7)));
        no(query, "").isRefused(400, "Bad Request: parameter \"error_message\" is required");
        no(query, "\ud83d").isRefused(400, "Bad Request: strings must be encoded in UTF-8");
        telegram()
                .bot("answerPreCheckoutQuery", Json.object().put("pre_checkout_query_id", query))
                .isRefused(400, "Bad Request: parameter \"error_message\" is required");
        assertThat(stars.state(query)).isEqualTo("waiting");
    }

    @Test
    void anAnswerAfterTenSecondsIsTooLateAndThePaymentFails() {
        String inTime = stars.tap(7, stars.send(Stars.invoice(7)));
        emulator.clock.move(Duration.ofMillis(9_999));
        stars.yes(inTime).result();
        String late = stars.tap(7, stars.send(Stars.invoice(7)));
        emulator.clock.move(Duration.ofSeconds(10));
        assertThat(stars.state(late)).isEqualTo("expired");
        stars.yes(late).isRefused(400, TOO_OLD);
        no(late, "no").isRefused(400, TOO_OLD);
        assertThat(stars.balance()).isEqualTo(75);
    }

    @Test
    void aQuestionIsAnsweredOnceAndNoneThatWasNeverAsked() {
        String query = stars.tap(7, stars.send(Stars.invoice(7)));
        stars.yes(query).result();
        stars.yes(query).isRefused(400, TOO_OLD);
        stars.yes("4711").isRefused(400, TOO_OLD);
        stars.yes("").isRefused(400, TOO_OLD);
        assertThat(stars.balance()).isEqualTo(75);
    }

    @Test
    void whoWaitsForAPaymentHasItAtOnce() {
        String query = stars.tap(7, stars.send(Stars.invoice(7)));
        var waiting = CompletableFuture.supplyAsync(() -> telegram().get("/admin/payments/" + query + "?wait=20"));
        stars.yes(query).result();
        assertThat(waiting.join().json().get("state").asText()).isEqualTo("paid");
    }

    @Test
    void aWebhookIsAskedAlsoWhileAMessageOfTheSamePersonIsHeldUp() throws Exception {
        int invoice = stars.send(Stars.invoice(7));
        var held = new CountDownLatch(1);
        try (var bot = new WebhookReceiver()) {
            bot.answer(update ->
                    update.has("message") ? new WebhookReceiver.Reply(200, null, held) : WebhookReceiver.Reply.OK);
            telegram().bot("setWebhook", Json.object().put("url", bot.url())).result();
            await().until(() -> bot.got().size() == 1);
            String query = stars.tap(7, invoice);
            await().until(() -> bot.got().size() == 2);
            assertThat(bot.got().getLast().update().at("/pre_checkout_query/id").asText())
                    .isEqualTo(query);
            held.countDown();
            await().until(() -> telegram()
                            .bot("getWebhookInfo")
                            .result()
                            .get("pending_update_count")
                            .asInt()
                    == 0);
        }
    }

    @Test
    void aBotThatDidNotAskForItIsNotAskedAndNobodyPays() {
        ObjectNode onlyMessages = Json.object();
        onlyMessages.putArray("allowed_updates").add("message");
        telegram().bot("getUpdates", onlyMessages).result();
        String query = stars.tap(7, stars.send(Stars.invoice(7)));
        assertThat(stars.updates("pre_checkout_query")).isEmpty();
        emulator.clock.move(Duration.ofSeconds(10));
        assertThat(stars.state(query)).isEqualTo("expired");
    }

    @Test
    void theWordOfAPaymentCanNotBeForwardedAsIfItWereAnother() {
        stars.paid(7, stars.send(Stars.invoice(7)));
        int word = telegram().messages(7).size();
        assertThat(telegram()
                        .post("/admin/users/7/messages", Json.object().put("forward_of", word))
                        .status())
                .isEqualTo(400);
        assertThat(stars.updates("successful_payment")).hasSize(1);
    }

    @Test
    void aTapOnAnotherButtonOfAPaidInvoiceShowsTheBotNoReceipt() {
        int invoice = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        stars.paid(7, invoice);
        telegram()
                .post(
                        "/admin/users/7/callbacks",
                        Json.object().put("message_id", invoice).put("data", "why"));
        assertThat(stars.updates("callback_query")
                        .getFirst()
                        .at("/callback_query/message")
                        .has("receipt_message_id"))
                .isFalse();
    }

    @Test
    void withoutAStartParameterAnybodyCanPayAgainAndAgain() {
        int invoice = stars.send(Stars.invoice(7));
        stars.paid(7, invoice);
        stars.paid(7, invoice);
        String query =
                stars.tap(8, invoice, 7).json().get("pre_checkout_query_id").asText();
        stars.yes(query).result();
        assertThat(stars.balance()).isEqualTo(225);
        JsonNode message = stars.updates("successful_payment").getLast();
        assertThat(message.get("from").get("id").asLong()).isEqualTo(8);
        assertThat(message.get("chat").get("id").asLong()).isEqualTo(8);
        assertThat(telegram().messages(7).toString()).doesNotContain("receipt_message_id");
    }

    @Test
    void withOneOnlyWhoIsInItsChatCanPayAndOnce() {
        int invoice = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        assertThat(stars.tap(8, invoice, 7).json().get("detail").asText()).contains("only who is in its chat");
        stars.paid(7, invoice);
        Reply again = stars.tap(7, invoice, 7);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("detail").asText()).isEqualTo("This invoice is paid already");
        JsonNode shown = message(7, invoice);
        assertThat(shown.get("receipt_message_id").asInt()).isEqualTo(invoice + 1);
        assertThat(shown.has("edit_date")).isFalse();
        ObjectNode reply = Json.object().put("chat_id", 7).put("text", "Thank you");
        reply.putObject("reply_parameters").put("message_id", invoice);
        assertThat(telegram()
                        .bot("sendMessage", reply)
                        .result()
                        .get("reply_to_message")
                        .has("receipt_message_id"))
                .as("only the person's app is told")
                .isFalse();
    }

    @Test
    void twoClicksAtOnceAreTwoQuestionsAndOnePayment() {
        int invoice = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        String first = stars.tap(7, invoice);
        String second = stars.tap(7, invoice);
        stars.yes(first).result();
        assertThat(stars.yes(second).result().asBoolean())
                .as("yes does not mean that anybody pays")
                .isTrue();
        assertThat(stars.state(second)).isEqualTo("already_paid");
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.updates("successful_payment")).hasSize(1);
    }

    @Test
    void manyClicksAndAnswersSideBySidePayOnce() {
        int invoice = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        List<String> queries =
                IntStream.range(0, 20).mapToObj(i -> stars.tap(7, invoice)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String query : queries) {
                threads.execute(() -> stars.yes(query));
                threads.execute(() -> stars.yes(query));
            }
        }
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.transactions()).hasSize(1);
        assertThat(queries.stream().filter(query -> stars.state(query).equals("paid")))
                .hasSize(1);
    }

    @Test
    void aForwardedCopyCanBePaidOrLeadsToTheBot() {
        int anybodys = stars.send(Stars.invoice(7));
        int copy = forward(anybodys);
        assertThat(message(7, copy).at("/reply_markup/inline_keyboard/0/0/pay").asBoolean())
                .isTrue();
        stars.paid(7, copy);

        int own = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        int link = forward(own);
        JsonNode button = message(7, link).at("/reply_markup/inline_keyboard/0/0");
        assertThat(button.get("url").asText()).endsWith("_bot?start=ord_k3x");
        assertThat(button.has("pay")).isFalse();
        assertThat(stars.tap(7, link, 7).status()).isEqualTo(404);
    }

    @Test
    void aLinkCanBePaidByAnybodyWhoHasNeverMetTheBot() {
        String link =
                telegram().bot("createInvoiceLink", Stars.goods()).result().asText();
        for (long payer : new long[] {8, 9}) {
            String query = telegram()
                    .post("/admin/users/" + payer + "/payments", Json.object().put("link", link))
                    .json()
                    .get("pre_checkout_query_id")
                    .asText();
            stars.yes(query).result();
        }
        assertThat(stars.balance()).isEqualTo(150);
        assertThat(stars.updates("successful_payment"))
                .extracting(message -> message.get("chat").get("id").asLong())
                .containsExactly(8L, 9L);
    }

    @Test
    void inAGroupAnybodyPaysAndTheWordOfItComesToTheirOwnChat() {
        long group = -100;
        telegram()
                .post("/admin/users/7/messages", Json.object().put("text", "hi").put("chat_id", group));
        int invoice = stars.send(Stars.invoice(group).put("start_parameter", "ord_k3x"));
        stars.yes(stars.tap(8, invoice, group)
                        .json()
                        .get("pre_checkout_query_id")
                        .asText())
                .result();
        assertThat(telegram().messages(8).get(0).has("successful_payment")).isTrue();
        assertThat(message(group, invoice).has("receipt_message_id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message_id\":99999999999}",
                "{\"message_id\":1,\"other\":2}",
                "{\"message_id\":1.5e300}",
                "{\"link\":{}}"
            })
    void whatNamesNoInvoiceIsRefused(String body) throws Exception {
        assertThat(telegram().post("/admin/users/7/payments", Json.parse(body)).status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoInvoiceOrGoneCanNotBePaid() {
        assertThat(stars.tap(7, 1, 7).status()).isEqualTo(404);
        assertThat(stars.tap(7, -1, 7).status()).isEqualTo(404);
        int invoice = stars.send(Stars.invoice(7));
        telegram()
                .bot("deleteMessage", Json.object().put("chat_id", 7).put("message_id", invoice))
                .result();
        assertThat(stars.tap(7, invoice, 7).status()).isEqualTo(404);
        assertThat(telegram()
                        .post("/admin/users/7/payments", Json.object().put("link", "https://t.me/$none"))
                        .status())
                .isEqualTo(404);
        assertThat(telegram().get("/admin/payments/4711").status()).isEqualTo(404);
    }

    @Test
    void whoHasBlockedTheBotOrIsGoneCanNotPay() {
        int invoice = stars.send(Stars.invoice(7));
        telegram().post("/admin/users/7/blocks", Json.object().put("blocked", true));
        assertThat(stars.tap(7, invoice, 7).status()).isEqualTo(400);
        assertThat(stars.tap(-100, invoice, 7).status()).isEqualTo(400);
    }

    @Test
    void allOfItSurvivesARestart() {
        int invoice = stars.send(Stars.invoice(7).put("start_parameter", "ord_k3x"));
        int other = stars.send(Stars.invoice(7));
        String query = stars.tap(7, invoice);
        emulator.restart();
        stars.yes(query).result();
        emulator.restart();
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.state(query)).isEqualTo("paid");
        assertThat(stars.tap(7, invoice, 7).status()).isEqualTo(400);
        String charge = stars.payment(query).get("telegram_payment_charge_id").asText();
        assertThat(stars.paid(7, other)).isNotEqualTo(charge);
        stars.refund(7, charge).result();
        emulator.restart();
        assertThat(stars.transactions()).hasSize(3);
    }

    private Telegram telegram() {
        return emulator.telegram();
    }

    private Reply no(String query, String why) {
        return stars.escaped(
                "answerPreCheckoutQuery",
                Json.object()
                        .put("pre_checkout_query_id", query)
                        .put("ok", false)
                        .put("error_message", why));
    }

    private int forward(int message) {
        return telegram()
                .post("/admin/users/7/messages", Json.object().put("forward_of", message))
                .json()
                .get("message_id")
                .asInt();
    }

    private JsonNode message(long chat, int id) {
        return telegram()
                .messages(chat)
                .valueStream()
                .filter(message -> message.get("message_id").asInt() == id)
                .findFirst()
                .orElseThrow();
    }
}
