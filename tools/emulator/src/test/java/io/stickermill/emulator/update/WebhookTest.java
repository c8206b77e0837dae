package io.stickermill.emulator.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.WebhookReceiver;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Its tests wait more than they work, each for an emulator of its own. */
@Execution(ExecutionMode.CONCURRENT)
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private WebhookReceiver bot;

    @BeforeEach
    void open() throws IOException {
        bot = new WebhookReceiver();
    }

    @AfterEach
    void nothingThatTelegramNeverDoes() {
        assertThat(bot.complaints()).isEmpty();
        bot.close();
    }

    @Test
    void updatesComeInOrderWithTheSecret() {
        set(args().put("secret_token", "s3cret-_"));
        for (int i = 0; i < 20; i++) {
            telegram().says(7 + i % 2, "text " + i);
        }
        awaitGot(20);
        for (long chat : new long[] {7, 8}) {
            assertThat(bot.got().stream()
                            .filter(got -> got.update().at("/message/chat/id").asLong() == chat)
                            .map(WebhookReceiver.Got::id))
                    .isSorted()
                    .hasSize(10);
        }
        assertThat(bot.got()).extracting(WebhookReceiver.Got::secret).containsOnly("s3cret-_");
        awaitPending(0);
    }

    @Test
    void aRefusalComesAgainAfterOneSecondThenTwoAndHoldsUpItsOwnChatOnly() {
        AtomicInteger refusals = new AtomicInteger(2);
        bot.answer(update -> update.at("/message/chat/id").asLong() == 7 && refusals.getAndDecrement() > 0
                ? WebhookReceiver.Reply.status(503)
                : WebhookReceiver.Reply.OK);
        set(args());
        telegram().says(7, "one");
        telegram().says(7, "two");
        telegram().says(8, "another chat");
        awaitGot(5);
        var seven = bot.got().stream()
                .filter(got -> got.update().at("/message/chat/id").asLong() == 7)
                .toList();
        assertThat(seven)
                .extracting(got -> got.update().at("/message/text").asText())
                .containsExactly("one", "one", "one", "two");
        assertThat(seven.get(1).nanos() - seven.get(0).nanos())
                .isGreaterThan(Duration.ofMillis(990).toNanos());
        assertThat(seven.get(2).nanos() - seven.get(1).nanos())
                .isGreaterThan(Duration.ofMillis(1990).toNanos());
        JsonNode info = info();
        assertThat(info.get("last_error_message").asText())
                .isEqualTo("Wrong response from the webhook: 503 Service Unavailable");
        assertThat(info.get("last_error_date").asLong())
                .isEqualTo(emulator.clock.instant().getEpochSecond());
    }

    @Test
    void retryAfterIsHonoured() {
        AtomicInteger refusals = new AtomicInteger(1);
        bot.answer(update ->
                refusals.getAndDecrement() > 0 ? new WebhookReceiver.Reply(429, "3", null) : WebhookReceiver.Reply.OK);
        set(args());
        telegram().says(7, "one");
        awaitGot(2);
        assertThat(bot.got().get(1).nanos() - bot.got().get(0).nanos())
                .isGreaterThan(Duration.ofMillis(2990).toNanos());
    }

    @Test
    void aTapDoesNotWaitBehindAMessage() {
        CountDownLatch held = new CountDownLatch(1);
        bot.answer(update ->
                update.has("message") ? new WebhookReceiver.Reply(200, null, held) : WebhookReceiver.Reply.OK);
        set(args());
        telegram().says(7, "held");
        telegram().says(7, "behind it");
        telegram().post("/admin/users/7/callbacks", args().put("message_id", 1).put("data", "x"));
        awaitGot(2);
        assertThat(bot.got().get(0).update().has("message")
                        != bot.got().get(1).update().has("message"))
                .isTrue();
        held.countDown();
        awaitGot(3);
    }

    @Test
    void noMoreConnectionsThanWereAllowed() {
        CountDownLatch held = new CountDownLatch(1);
        bot.answer(update -> new WebhookReceiver.Reply(200, null, held));
        set(args().put("max_connections", 2));
        for (int chat = 7; chat < 12; chat++) {
            telegram().says(chat, "hi");
        }
        awaitGot(2);
        await().during(Duration.ofMillis(300))
                .atMost(PATIENCE)
                .until(() -> bot.got().size() == 2);
        held.countDown();
        awaitGot(5);
    }

    @Test
    void whatIsPendingSurvivesTheSwitchBothWaysAndARestart() {
        int one = id(telegram().says(7, "one"));
        bot.answer(update -> WebhookReceiver.Reply.status(500));
        set(args().put("secret_token", "abc"));
        awaitGot(1);
        int two = id(telegram().says(7, "two"));
        telegram().bot("deleteWebhook").result();
        JsonNode polled = telegram().bot("getUpdates").result();
        assertThat(polled.findValuesAsText("update_id")).containsExactly("" + one, "" + two);

        set(args().put("secret_token", "abc"));
        emulator.restart();
        assertThat(info().get("url").asText()).isEqualTo(bot.url());
        bot.answer(update -> WebhookReceiver.Reply.OK);
        awaitPending(0);
        assertThat(bot.ids()).endsWith(one, two);
        assertThat(bot.got()).extracting(WebhookReceiver.Got::secret).containsOnly("abc");
    }

    @Test
    void whoPollsMeanwhileGetsAConflict() {
        CompletableFuture<Reply> waiting = telegram().botLater("getUpdates", args().put("timeout", 30));
        await().atMost(PATIENCE).until(() -> listening());
        set(args());
        waiting.join().isRefused(409, "Conflict: terminated by setWebhook request");
        telegram()
                .bot("getUpdates")
                .isRefused(
                        409,
                        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
                                + "the webhook first");
        telegram().bot("deleteWebhook").result();
        telegram().bot("getUpdates").result();
    }

    @Test
    void onlyTheKindsThatWereAskedForAndNothingOfBeforeIfItIsDropped() {
        telegram().says(7, "old");
        ObjectNode args = args().put("drop_pending_updates", true);
        args.putArray("allowed_updates").add("callback_query");
        set(args);
        telegram().says(7, "not wanted");
        telegram().post("/admin/users/7/callbacks", args().put("message_id", 1).put("data", "x"));
        awaitGot(1);
        assertThat(bot.got().get(0).update().has("callback_query")).isTrue();
        assertThat(info().get("allowed_updates").get(0).asText()).isEqualTo("callback_query");
        assertThat(info().get("max_connections").asInt()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://example.com/h          |           | 400 | Bad Request: bad webhook: An HTTPS URL must be provided for webhook
            ftp://127.0.0.1/h             |           | 400 | Bad Request: bad webhook: An HTTPS URL must be provided for webhook
            nonsense                      |           | 400 | Bad Request: bad webhook: invalid webhook URL specified
            https://example.com:9999/h    |           | 400 | Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443
            https://example.com/h         |           | 501 | Not Implemented: the emulator does not know webhooks on other machines yet
            http://127.0.0.1:9/h          | sp ace    | 400 | Bad Request: secret token contains unallowed characters
            """)
    void badWebhooksAreRefused(String url, String secret, int status, String words) {
        ObjectNode args = args().put("url", url);
        if (secret != null) {
            args.put("secret_token", secret);
        }
        telegram().bot("setWebhook", args).isRefused(status, words);
        assertThat(info().get("url").asText()).isEmpty();
    }

    @Test
    void aWebhookThatIsNotThereIsNamed() {
        bot.close();
        set(args());
        telegram().says(7, "one");
        await().atMost(PATIENCE)
                .until(() -> info().path("last_error_message").asText().equals("Connection refused"));
        assertThat(info().get("pending_update_count").asInt()).isEqualTo(1);
    }

    private boolean listening() {
        return telegram().get("/admin/health").json().get("bot_listens").asBoolean();
    }

    private void set(ObjectNode args) {
        telegram().bot("setWebhook", args.put("url", bot.url())).result();
    }

    private JsonNode info() {
        return telegram().bot("getWebhookInfo").result();
    }

    private void awaitGot(int number) {
        await().atMost(PATIENCE).until(() -> bot.got().size() >= number);
        assertThat(bot.got()).hasSize(number);
    }

    private void awaitPending(int number) {
        await().atMost(PATIENCE).until(() -> info().get("pending_update_count").asInt() == number);
    }

    private static int id(JsonNode sent) {
        return sent.get("update_id").asInt();
    }

    private static ObjectNode args() {
        return Json.object();
    }

    private Telegram telegram() {
        return emulator.telegram();
    }
}
