package io.stickermill.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void aChat() {
        telegram = emulator.telegram();
        telegram.says(7, "hi");
    }

    @Test
    void anErrorAsOftenAsSaidThenNoMore() {
        telegram.fault(fault("sendMessage", "status").put("times", 2));
        send(7).isRefused(500, "Internal Server Error");
        send(7).isRefused(500, "Internal Server Error");
        send(7).result();
        assertThat(sent()).isEqualTo(1);
        assertThat(telegram.get("/admin/faults").json().get(0).get("times").asInt())
                .isZero();
    }

    @Test
    void a429NamesItsTime() {
        telegram.fault(fault("*", "status").put("status", 429).put("retry_after", 17));
        Reply reply = send(7);
        reply.isRefused(429, "Too Many Requests: retry after 17");
        assertThat(reply.json().get("parameters").get("retry_after").asInt()).isEqualTo(17);
    }

    @Test
    void onlyTheChatThatItNames() {
        telegram.says(8, "hi");
        telegram.fault(fault("sendMessage", "status").put("chat_id", 8).put("description", "Bad Gateway: x"));
        send(7).result();
        send(8).isRefused(500, "Bad Gateway: x");
    }

    @Test
    void neverAtProbabilityZero() {
        telegram.fault(fault("sendMessage", "status").put("probability", 0));
        send(7).result();
    }

    @Test
    void anErrorThoughTheMessageWentOut() {
        telegram.fault(fault("sendMessage", "status_after").put("status", 502));
        send(7).isRefused(502, "Bad Gateway");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void aConnectionCutBeforeTheEffect() {
        telegram.fault(fault("sendMessage", "close_before").put("times", 1));
        assertThatThrownBy(() -> send(7)).isInstanceOf(UncheckedIOException.class);
        assertThat(sent()).isZero();
        send(7).result();
    }

    @Test
    void aConnectionCutAfterTheEffect() {
        telegram.fault(fault("sendMessage", "close_after").put("times", 1));
        assertThatThrownBy(() -> send(7)).isInstanceOf(UncheckedIOException.class);
        assertThat(sent()).isEqualTo(1);
        JsonNode call = telegram.calls("sendMessage").get(0);
        assertThat(call.get("status").isNull()).isTrue();
        assertThat(call.get("description").asText()).isEqualTo("connection cut by a fault");
    }

    @Test
    void anAnswerThatNeverComesThoughTheMessageWentOut() {
        telegram.fault(fault("sendMessage", "hang_after").put("times", 1));
        CompletableFuture<Reply> hanging =
                telegram.botLater("sendMessage", Json.object().put("chat_id", 7).put("text", "x"));
        await().until(() -> sent() == 1);
        send(7).result();
        assertThat(hanging).isNotDone();
    }

    @Test
    void theDelayComesBeforeTheEffect() {
        telegram.fault(fault("sendMessage", "none").put("delay_ms", 60_000).put("times", 1));
        CompletableFuture<Reply> slow =
                telegram.botLater("sendMessage", Json.object().put("chat_id", 7).put("text", "x"));
        await().until(() ->
                telegram.get("/admin/faults").json().get(0).get("times").asInt() == 0);
        send(7).result();
        assertThat(slow).isNotDone();
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void theOtherDelayComesAfterIt() {
        telegram.fault(
                fault("sendMessage", "none").put("delay_after_ms", 60_000).put("times", 1));
        CompletableFuture<Reply> slow =
                telegram.botLater("sendMessage", Json.object().put("chat_id", 7).put("text", "x"));
        await().until(() -> sent() == 1);
        assertThat(slow).isNotDone();
    }

    @Test
    void downloadsBreakInTheirMiddleOrGiveErrors() throws IOException {
        telegram.sends(7, Pictures.jpeg(100, 100), "");
        telegram.bot("getUpdates");
        String path = "photos/file_1.jpg";
        assertThat(telegram.download(path).statusCode()).isEqualTo(200);

        telegram.fault(fault("file", "close_after"));
        assertThatThrownBy(() -> telegram.download(path)).isInstanceOf(IOException.class);
        telegram.fault(fault("file", "status").put("status", 503));
        assertThat(telegram.download(path).statusCode()).isEqualTo(503);
        telegram.fault(fault("file", "none").put("bytes_per_second", 100_000));
        assertThat(telegram.download(path).body()).isEqualTo(Pictures.jpeg(100, 100));
        telegram.fault(fault("*", "status"));
        assertThat(telegram.download(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theyCanBeCleared() {
        telegram.fault(fault("sendMessage", "status"));
        telegram.json(telegram.request("/admin/faults").DELETE());
        send(7).result();
    }

    @Test
    void oneThatCanNotBeReadIsRefusedByName() {
        Reply reply = telegram.put(
                "/admin/faults",
                Json.MAPPER.createArrayNode().add(fault("x", "none").put("delay", 1)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).contains("\"delay\"");
    }

    private Reply send(long chat) {
        return telegram.bot("sendMessage", Json.object().put("chat_id", chat).put("text", "x"));
    }

    private long sent() {
        return telegram.messages(7)
                .valueStream()
                .filter(m -> m.get("from").get("is_bot").asBoolean())
                .count();
    }

    private static ObjectNode fault(String method, String action) {
        return Json.object().put("method", method).put("action", action);
    }
}
