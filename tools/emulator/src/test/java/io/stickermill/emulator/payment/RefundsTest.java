package io.stickermill.emulator.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefundsTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private final Stars stars = new Stars(emulator);

    @Test
    void aRefundIsTheWholePaymentToldToBothWithATransactionOfTheSameId() {
        String charge = stars.sold(7);
        assertThat(stars.refund(7, charge).result().asBoolean()).isTrue();

        JsonNode message = stars.updates("refunded_payment").getFirst();
        JsonNode refunded = message.get("refunded_payment");
        assertThat(message.get("from").get("is_bot").asBoolean()).isTrue();
        assertThat(message.get("chat").get("id").asLong()).isEqualTo(7);
        assertThat(refunded.get("currency").asText()).isEqualTo("XTR");
        assertThat(refunded.get("total_amount").asLong()).isEqualTo(75);
        assertThat(refunded.get("invoice_payload").asText()).isEqualTo("ord_k3x");
        assertThat(refunded.get("telegram_payment_charge_id").asText()).isEqualTo(charge);

        assertThat(stars.balance()).isZero();
        assertThat(stars.transactions()).hasSize(2);
        JsonNode payment = stars.transactions().get(0);
        JsonNode refund = stars.transactions().get(1);
        assertThat(refund.get("id")).isEqualTo(payment.get("id"));
        assertThat(refund.get("amount").asLong()).isEqualTo(75);
        assertThat(refund.get("receiver")).isEqualTo(payment.get("source"));
        assertThat(refund.has("source")).isFalse();
    }

    @Test
    void aPaymentGoesBackOnce() {
        String charge = stars.sold(7);
        stars.sold(7);
        stars.refund(7, charge).result();
        stars.refund(7, charge).isRefused(400, "Bad Request: CHARGE_ALREADY_REFUNDED");
        assertThat(chargeBack(charge)).isEqualTo(400);
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.updates("refunded_payment")).hasSize(1);
    }

    @Test
    void refundsSideBySideGiveBackOnce() {
        String charge = stars.sold(7);
        stars.sold(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.execute(() -> stars.refund(7, charge));
            }
        }
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.transactions()).hasSize(3);
    }

    @Test
    void onlyWhoHasPaidIsPaidBack() {
        String charge = stars.sold(7);
        stars.telegram().says(8, "hi");
        stars.refund(8, charge).isRefused(400, "Bad Request: CHARGE_NOT_FOUND");
        stars.refund(7, "stxnone").isRefused(400, "Bad Request: CHARGE_NOT_FOUND");
        stars.refund(9, charge).isRefused(400, "Bad Request: USER_ID_INVALID");
        assertThat(stars.balance()).isEqualTo(75);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-7", "x", "99999999999999999999"})
    void aUserIsNeeded(String user) {
        String charge = stars.sold(7);
        ObjectNode refund = Json.object().put("user_id", user).put("telegram_payment_charge_id", charge);
        stars.telegram().bot("refundStarPayment", refund).isRefused(400, "Bad Request: invalid user_id specified");
    }

    @Test
    void aChargeIsNeeded() {
        stars.refund(7, "").isRefused(400, "Bad Request: parameter \"telegram_payment_charge_id\" is required");
    }

    @Test
    void whatTheBotHasNotItCanNotGiveBack() {
        String charge = stars.sold(7);
        assertThat(withdraw(1)).isEqualTo(200);
        stars.refund(7, charge).isRefused(400, "Bad Request: BALANCE_TOO_LOW");
        assertThat(stars.transactions()).hasSize(2);
        JsonNode receiver = stars.transactions().get(1).get("receiver");
        assertThat(receiver.get("type").asText()).isEqualTo("fragment");
        assertThat(receiver.get("withdrawal_state").get("type").asText()).isEqualTo("succeeded");
        stars.sold(8);
        stars.refund(7, charge).result();
        assertThat(stars.balance()).isEqualTo(74);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 76, Long.MAX_VALUE, Long.MIN_VALUE})
    void noMoreThanThereIsCanBeWithdrawn(long amount) {
        stars.sold(7);
        assertThat(withdraw(amount)).isEqualTo(400);
        assertThat(stars.balance()).isEqualTo(75);
    }

    @Test
    void aChargebackIsSeenInTheTransactionsAndTheBalanceAlone() {
        String charge = stars.sold(7);
        withdraw(75);
        int messages = stars.telegram().messages(7).size();
        assertThat(chargeBack(charge)).isEqualTo(200);
        assertThat(stars.balance()).isEqualTo(-75);
        JsonNode back = stars.transactions().get(2);
        assertThat(back.get("id").asText()).isEqualTo(charge);
        assertThat(back.get("receiver").get("user").get("id").asLong()).isEqualTo(7);
        assertThat(stars.updates("refunded_payment")).isEmpty();
        assertThat(stars.telegram().messages(7)).hasSize(messages);
        stars.refund(7, charge).isRefused(400, "Bad Request: CHARGE_ALREADY_REFUNDED");
        assertThat(chargeBack("stxnone")).isEqualTo(404);
    }

    @Test
    void transactionsArePagedFromTheOldestOn() {
        List<String> charges = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            charges.add(stars.sold(7));
        }
        assertThat(page(Json.object())).isEqualTo(charges);
        assertThat(page(Json.object().put("offset", 1).put("limit", 2))).isEqualTo(charges.subList(1, 3));
        assertThat(page(Json.object().put("offset", 4))).isEqualTo(charges.subList(4, 5));
        assertThat(page(Json.object().put("offset", 5))).isEmpty();
        assertThat(page(Json.object().put("offset", Long.MAX_VALUE))).isEmpty();
        assertThat(page(Json.object().put("offset", -3).put("limit", 0))).isEqualTo(charges.subList(0, 1));
        assertThat(page(Json.object().put("offset", "x").put("limit", 101))).isEqualTo(charges);
    }

    @Test
    void atMostAHundredTransactionsComeAtOnce() {
        Telegram telegram = stars.telegram();
        telegram.says(7, "hi");
        int invoice = stars.send(Stars.invoice(7));
        for (int i = 0; i < 101; i++) {
            stars.paid(7, invoice);
        }
        assertThat(page(Json.object().put("limit", 1000))).hasSize(100).doesNotHaveDuplicates();
        assertThat(page(Json.object().put("offset", 100))).hasSize(1);
    }

    private List<String> page(ObjectNode page) {
        return stars.transactions(page)
                .valueStream()
                .map(transaction -> transaction.get("id").asText())
                .toList();
    }

    private int chargeBack(String charge) {
        return stars.telegram()
                .post("/admin/stars/chargebacks", Json.object().put("telegram_payment_charge_id", charge))
                .status();
    }

    private int withdraw(long amount) {
        return stars.telegram()
                .post("/admin/stars/withdrawals", Json.object().put("amount", amount))
                .status();
    }
}
