package io.stickermill.emulator.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentFaultsTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private final Stars stars = new Stars(emulator);

    @Test
    void theWordOfAPaymentComesTwiceAndItIsOnePayment() {
        fault("successful_payment", "twice");
        stars.sold(7);
        JsonNode updates = telegram().bot("getUpdates").result();
        JsonNode first = updates.get(updates.size() - 2);
        JsonNode second = updates.get(updates.size() - 1);
        assertThat(second.get("message").has("successful_payment")).isTrue();
        assertThat(second.get("message")).isEqualTo(first.get("message"));
        assertThat(second.get("update_id")).isNotEqualTo(first.get("update_id"));
        assertThat(stars.transactions()).hasSize(1);
    }

    @Test
    void itIsLostAndOnlyTheTransactionsTell() {
        fault("successful_payment", "lost");
        stars.sold(7);
        assertThat(stars.updates("successful_payment")).isEmpty();
        assertThat(stars.balance()).isEqualTo(75);
        assertThat(stars.transactions()).hasSize(1);
        assertThat(telegram().messages(7).toString()).contains("successful_payment");
    }

    @Test
    void itComesLateAlsoOverARestart() {
        fault("successful_payment", "none", Json.object().put("delay_ms", 60_000));
        String charge = stars.sold(7);
        assertThat(stars.updates("successful_payment")).isEmpty();
        assertThat(stars.balance()).isEqualTo(75);
        emulator.restart();
        telegram().says(7, "meanwhile");
        assertThat(stars.updates("successful_payment")).isEmpty();
        emulator.clock.move(Duration.ofMinutes(1));
        await().until(() -> stars.updates("successful_payment").size() == 1);
        JsonNode updates = telegram().bot("getUpdates").result();
        assertThat(updates.get(updates.size() - 1)
                        .at("/message/successful_payment/telegram_payment_charge_id")
                        .asText())
                .as("with a number of its own time: a bot that has confirmed others gets it")
                .isEqualTo(charge);
    }

    @Test
    void aDelayLongerThanTimeIsLong() {
        fault("successful_payment", "none", Json.object().put("delay_ms", Long.MAX_VALUE));
        stars.sold(7);
        emulator.clock.move(Duration.ofDays(364));
        fault("successful_payment", "none", Json.object().put("delay_ms", 1));
        String second = stars.sold(8);
        emulator.clock.move(Duration.ofMillis(1));
        await().until(() -> stars.updates("successful_payment").size() == 1);
        assertThat(stars.updates("successful_payment")
                        .getFirst()
                        .at("/successful_payment/telegram_payment_charge_id")
                        .asText())
                .isEqualTo(second);
    }

    @Test
    void theStarsAreTakenBackAtOnceOrLater() {
        fault("successful_payment", "chargeback");
        stars.sold(7);
        assertThat(stars.updates("successful_payment")).hasSize(1);
        assertThat(stars.balance()).isZero();
        fault("successful_payment", "chargeback", Json.object().put("delay_after_ms", 60_000));
        stars.sold(7);
        assertThat(stars.balance()).isEqualTo(75);
        emulator.clock.move(Duration.ofMinutes(1));
        await().until(() -> stars.balance() == 0);
        assertThat(stars.transactions()).hasSize(4);
    }

    @Test
    void whatWasRefundedBeforeIsNotChargedBackAsWell() {
        fault(
                "successful_payment",
                "chargeback",
                Json.object().put("delay_after_ms", 60_000).put("times", 1));
        String charge = stars.sold(7);
        stars.sold(8);
        stars.refund(7, charge).result();
        emulator.clock.move(Duration.ofMinutes(1));
        fault("successful_payment", "none", Json.object().put("delay_ms", 1));
        stars.sold(9);
        emulator.clock.move(Duration.ofMillis(1));
        await("what was due before is done, too")
                .until(() -> stars.updates("successful_payment").size() == 3);
        assertThat(stars.transactions()).hasSize(4);
    }

    @Test
    void itBefallsThePersonThatItNamesAndAsOftenAsSaid() {
        fault("successful_payment", "lost", Json.object().put("chat_id", 8).put("times", 1));
        stars.sold(7);
        stars.sold(8);
        stars.sold(8);
        assertThat(stars.updates("successful_payment"))
                .extracting(message -> message.get("chat").get("id").asLong())
                .containsExactly(7L, 8L);
    }

    @Test
    void aFaultOfAllMethodsIsNoneOfPayments() {
        fault("*", "none", Json.object().put("delay_ms", 1).put("times", 100));
        stars.sold(7);
        assertThat(stars.updates("successful_payment")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sendMessage,twice",
        "*,lost",
        "file,chargeback",
        "successful_payment,status",
        "successful_payment,close_after"
    })
    void whatCanNotHappenIsRefused(String method, String action) {
        assertThat(fault(method, action).status()).isEqualTo(400);
    }

    @Test
    void aRefundFailsOnceInWordsOfOnesOwn() {
        String charge = stars.sold(7);
        fault(
                "refundStarPayment",
                "status",
                Json.object().put("times", 1).put("status", 400).put("description", "Bad Request: PAYMENT_FROZEN"));
        stars.refund(7, charge).isRefused(400, "Bad Request: PAYMENT_FROZEN");
        assertThat(stars.balance()).isEqualTo(75);
        stars.refund(7, charge).result();
    }

    @Test
    void aRefundsAnswerIsLostThoughItIsDone() {
        String charge = stars.sold(7);
        fault("refundStarPayment", "close_after", Json.object().put("times", 1));
        assertThatThrownBy(() -> stars.refund(7, charge)).isInstanceOf(UncheckedIOException.class);
        assertThat(stars.balance()).isZero();
        assertThat(stars.updates("refunded_payment")).hasSize(1);
        stars.refund(7, charge).isRefused(400, "Bad Request: CHARGE_ALREADY_REFUNDED");
    }

    private Telegram telegram() {
        return emulator.telegram();
    }

    private Reply fault(String method, String action) {
        return fault(method, action, Json.object());
    }

    private Reply fault(String method, String action, ObjectNode more) {
        ObjectNode fault = more.put("method", method).put("action", action);
        return telegram().put("/admin/faults", Json.MAPPER.createArrayNode().add(fault));
    }
}
