package io.stickermill.emulator.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpdatesTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;

    @BeforeEach
    void set() {
        telegram = emulator.telegram();
    }

    @Test
    void anUpdateComesAgainUntilALaterOffsetConfirmsIt() {
        int first = id(telegram.says(7, "one"));
        int second = id(telegram.says(7, "two"));
        assertThat(second).isGreaterThan(first);
        assertThat(ids(poll())).containsExactly(first, second);
        assertThat(ids(poll(args().put("offset", first)))).containsExactly(first, second);
        assertThat(ids(poll(args().put("offset", second)))).containsExactly(second);
        assertThat(ids(poll())).as("what was confirmed is gone").containsExactly(second);
        assertThat(ids(poll(args().put("offset", second + 1)))).isEmpty();
        assertThat(id(telegram.says(7, "three"))).isGreaterThan(second);
    }

    @Test
    void aNegativeOffsetForgetsAllButTheLast() {
        telegram.says(7, "one");
        telegram.says(7, "two");
        int third = id(telegram.says(7, "three"));
        assertThat(ids(poll(args().put("offset", -1)))).containsExactly(third);
        assertThat(ids(poll())).containsExactly(third);
    }

    @Test
    void theLimitIsKept() {
        int first = id(telegram.says(7, "one"));
        telegram.says(7, "two");
        assertThat(ids(poll(args().put("limit", 1)))).containsExactly(first);
    }

    @Test
    void aLongPollEndsWhenAnUpdateComes() {
        CompletableFuture<Reply> waiting = longPoll();
        int id = id(telegram.says(7, "one"));
        assertThat(ids(waiting.join().result())).containsExactly(id);
    }

    @Test
    void theEarlierOfTwoPollersGetsAConflict() {
        int old = id(telegram.says(7, "old"));
        CompletableFuture<Reply> earlier =
                telegram.botLater("getUpdates", args().put("timeout", 20).put("offset", old + 1));
        await("the earlier poll has confirmed, so it waits now").until(() -> pending() == 0);
        CompletableFuture<Reply> later = longPoll();
        earlier.join()
                .isRefused(
                        409,
                        "Conflict: terminated by other getUpdates request; "
                                + "make sure that only one bot instance is running");
        telegram.says(7, "one");
        assertThat(later.join().result()).hasSize(1);
    }

    @Test
    void kindsThatTheBotDoesNotAskForAreDroppedAndTheSettingSurvivesARestart() {
        ObjectNode onlyTaps = args();
        onlyTaps.putArray("allowed_updates").add("callback_query");
        poll(onlyTaps);
        emulator.restart();
        telegram = emulator.telegram();
        assertThat(telegram.says(7, "dropped").get("update_id").isNull()).isTrue();
        telegram.post("/admin/users/7/callbacks", args().put("message_id", 1).put("data", "x"));
        JsonNode updates = poll();
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).has("callback_query")).isTrue();
        assertThat(pending()).isEqualTo(1);

        ObjectNode all = args();
        all.putArray("allowed_updates");
        poll(all);
        assertThat(telegram.says(7, "kept").get("update_id").isInt()).isTrue();
    }

    @Test
    void unconfirmedUpdatesAndMessagesSurviveARestartAndIdsGoOnRising() {
        int first = id(telegram.says(7, "one"));
        telegram.bot("sendMessage", args().put("chat_id", 7).put("text", "answer"));
        JsonNode before = telegram.messages(7);
        emulator.restart();
        telegram = emulator.telegram();
        assertThat(telegram.messages(7)).isEqualTo(before);
        assertThat(ids(poll())).containsExactly(first);
        JsonNode next = telegram.says(7, "two");
        assertThat(id(next)).isGreaterThan(first);
        assertThat(next.get("message_id").asInt()).isEqualTo(3);
        assertThat(telegram.get("/admin/events?after=0").json().get("events")).hasSize(3);
    }

    @Test
    void updatesAreKeptForADay() {
        telegram.says(7, "one");
        emulator.clock.move(Duration.ofHours(25));
        assertThat(poll()).isEmpty();
    }

    @Test
    void deleteWebhookCanDropWhatIsPending() {
        telegram.says(7, "one");
        telegram.bot("deleteWebhook").result();
        assertThat(poll()).hasSize(1);
        telegram.bot("deleteWebhook", args().put("drop_pending_updates", true)).result();
        assertThat(poll()).isEmpty();
    }

    private CompletableFuture<Reply> longPoll() {
        return telegram.botLater("getUpdates", args().put("timeout", 20));
    }

    private int pending() {
        return telegram.bot("getWebhookInfo")
                .result()
                .get("pending_update_count")
                .asInt();
    }

    private JsonNode poll() {
        return poll(args());
    }

    private JsonNode poll(ObjectNode args) {
        return telegram.bot("getUpdates", args).result();
    }

    private static ObjectNode args() {
        return Telegram.args();
    }

    private static int id(JsonNode played) {
        return played.get("update_id").asInt();
    }

    private static List<Integer> ids(JsonNode updates) {
        return updates.valueStream().map(u -> u.get("update_id").asInt()).toList();
    }
}
