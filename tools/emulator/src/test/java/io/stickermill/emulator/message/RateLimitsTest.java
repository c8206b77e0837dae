package io.stickermill.emulator.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.MovableClock;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitsTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private final MovableClock clock = new MovableClock();
    private final RateLimits limits = new RateLimits(clock);

    @BeforeEach
    void exactly() {
        limits.set(new Limits(30, 3, 1, 20, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aPrivateChatTakesABurstOfThreeAndThenOneASecond() {
        send(1, 3);
        refused(1, 1);
        clock.move(Duration.ofMillis(999));
        refused(1, 1);
        clock.move(Duration.ofMillis(1));
        send(1, 1);
        refused(1, 1);
        clock.move(Duration.ofSeconds(2));
        send(1, 2);
        refused(1, 1);
        send(2, 3);
    }

    @Test
    void aBotSendsThirtyInAnySecond() {
        for (int chat = 1; chat <= 30; chat++) {
            send(chat, 1);
        }
        refused(31, 1);
        clock.move(Duration.ofMillis(999));
        refused(31, 1);
        clock.move(Duration.ofMillis(1));
        send(31, 1);
    }

    @Test
    void aGroupTakesTwentyInAnyMinuteAndNoMore() {
        send(-5, 10);
        clock.move(Duration.ofSeconds(30));
        send(-5, 10);
        refused(-5, 30);
        clock.move(Duration.ofSeconds(30));
        send(-5, 10);
        refused(-5, 30);
    }

    @Test
    void aRefusedSendDoesNotCount() {
        send(1, 3);
        for (int i = 0; i < 30; i++) {
            refused(1, 1);
        }
        clock.move(Duration.ofSeconds(1));
        send(1, 1);
        send(2, 3);
    }

    @Test
    void theGraceForgivesWhatArrivesALittleEarlyButNotTwice() {
        limits.set(new Limits(30, 3, 1, 20, 50, 0, 0, 0, 0, 0));
        send(1, 3);
        clock.move(Duration.ofMillis(950));
        send(1, 1);
        clock.move(Duration.ofMillis(950));
        refused(1, 1);
    }

    @Test
    void overHttpItIs429AndEditsAndActionsAreFree() {
        Telegram telegram = emulator.telegram();
        telegram.says(7, "hi");
        telegram.put("/admin/limits", Json.object().put("chat_per_second", 1).put("grace_ms", 0));
        assertThat(telegram.get("/admin/limits").json().get("chat_burst").asInt())
                .isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            telegram.bot("sendMessage", text("m" + i)).result();
        }
        Reply refused = telegram.bot("sendMessage", text("m3"));
        refused.isRefused(429, "Too Many Requests: retry after 1");
        assertThat(refused.json().get("parameters").get("retry_after").asInt()).isEqualTo(1);
        telegram.bot("editMessageText", text("e").put("message_id", 2)).result();
        telegram.bot("sendChatAction", text("").put("action", "typing")).result();
        emulator.clock.move(Duration.ofSeconds(1));
        telegram.bot("sendMessage", text("m3")).result();
    }

    @Test
    void nonsenseLimitsAreRefused() {
        Reply reply = emulator.telegram().put("/admin/limits", Json.object().put("chat_burst", -1));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).contains("negative");
    }

    private void send(long chat, int times) {
        for (int i = 0; i < times; i++) {
            limits.acquire(chat);
        }
    }

    private void refused(long chat, int retryAfter) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> limits.acquire(chat))
                .withMessage("Too Many Requests: retry after " + retryAfter);
    }

    private static ObjectNode text(String text) {
        return Json.object().put("chat_id", 7).put("text", text);
    }
}
