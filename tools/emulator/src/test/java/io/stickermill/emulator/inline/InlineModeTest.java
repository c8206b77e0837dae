package io.stickermill.emulator.inline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineModeTest {
    private static final String TOO_OLD =
            "Bad Request: query is too old and response timeout expired or query ID is invalid";

    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    private Telegram telegram;
    private String sticker;

    @BeforeEach
    void aSticker() {
        telegram = emulator.telegram();
        sticker = telegram.sends(7, Pictures.png(512, 300), "as=sticker&filename=x.png")
                .get("file_id")
                .asText();
        telegram.bot("getUpdates", Json.object().put("offset", 200_000_000));
    }

    @Test
    void whatIsTypedReachesTheBotAndItsAnswerTheirApp() {
        String id = ask(Json.object().put("query", "cat").put("offset", "p2").put("language", "ru"));

        JsonNode query = telegram.bot("getUpdates").result().get(0).get("inline_query");
        assertThat(query.get("id").asText()).isEqualTo(id);
        assertThat(query.get("from").get("id").asLong()).isEqualTo(7);
        assertThat(query.get("from").get("language_code").asText()).isEqualTo("ru");
        assertThat(query.get("query").asText()).isEqualTo("cat");
        assertThat(query.get("offset").asText()).isEqualTo("p2");
        assertThat(query.get("chat_type").asText()).isEqualTo("sender");
        assertThat(seen(id).get("answered").asBoolean()).isFalse();

        var waiting = CompletableFuture.supplyAsync(() -> telegram.get("/admin/inline-queries/" + id + "?wait=20"));
        ObjectNode answer = answer(id, "a", "b").put("next_offset", "p3").put("is_personal", true);
        answer.putObject("button").put("text", "Make one").put("start_parameter", "inline");
        telegram.bot("answerInlineQuery", answer).result();

        JsonNode seen = waiting.join().json();
        assertThat(seen.get("answered").asBoolean()).isTrue();
        assertThat(seen.get("results")).isEqualTo(answer.get("results"));
        assertThat(seen.get("next_offset").asText()).isEqualTo("p3");
        assertThat(seen.get("is_personal").asBoolean()).isTrue();
        assertThat(seen.get("cache_time").asInt()).isEqualTo(300);
        assertThat(seen.get("button").get("start_parameter").asText()).isEqualTo("inline");
    }

    @Test
    void itIsAnsweredOnceAndForTenSeconds() {
        String once = ask(Json.object());
        telegram.bot("answerInlineQuery", answer(once, "a")).result();
        telegram.bot("answerInlineQuery", answer(once, "a")).isRefused(400, TOO_OLD);
        String late = ask(Json.object());
        emulator.clock.move(Duration.ofSeconds(10));
        telegram.bot("answerInlineQuery", answer(late, "a")).isRefused(400, TOO_OLD);
        telegram.bot("answerInlineQuery", answer("77", "a")).isRefused(400, TOO_OLD);
    }

    @Test
    void oneThingThatIsWrongRefusesAllAndTheQueryStaysOpen() {
        String id = ask(Json.object());
        ObjectNode answer = answer(id, "a", "b");
        ((ObjectNode) answer.get("results").get(1)).put("sticker_file_id", "CAACnever");
        telegram.bot("answerInlineQuery", answer)
                .isRefused(400, "Bad Request: wrong file identifier/HTTP URL specified");
        assertThat(seen(id).get("answered").asBoolean()).isFalse();
        telegram.bot("answerInlineQuery", answer(id, "a")).result();
    }

    @Test
    void onlyAStickersFileIsASticker() {
        String photo = telegram.sends(7, Pictures.jpeg(10, 10), "as=photo")
                .get("file_id")
                .asText();
        String id = ask(Json.object());
        ObjectNode answer = answer(id, "a");
        ((ObjectNode) answer.get("results").get(0)).put("sticker_file_id", photo);
        telegram.bot("answerInlineQuery", answer)
                .isRefused(400, "Bad Request: can't use file of type Photo as Sticker");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"type\":\"sticker\",\"id\":\"\",\"sticker_file_id\":\"S\"}] | RESULT_ID_EMPTY",
                "[{\"type\":\"sticker\",\"id\":\"a\",\"sticker_file_id\":\"S\"},{\"type\":\"sticker\",\"id\":\"a\",\"sticker_file_id\":\"S\"}] | RESULT_ID_DUPLICATE",
                "[{\"type\":\"sticker\",\"id\":1,\"sticker_file_id\":\"S\"}] | can't parse inline query result: Field \"id\" must be of type String",
                "[{\"type\":\"sticker\",\"id\":\"a\"}] | can't parse inline query result: Can't find field \"sticker_file_id\"",
                "[3] | can't parse inline query result: Inline query result must be an object",
                "{} | expected an Array of inline query results",
                "[ | can't parse JSON encoded inline query results"
            })
    void resultsAreReadAsTelegramReadsThem(String results, String words) {
        ObjectNode answer = Json.object()
                .put("inline_query_id", ask(Json.object()))
                .put("results", results.replace("\"S\"", "\"" + sticker + "\""));
        telegram.bot("answerInlineQuery", answer).isRefused(400, "Bad Request: " + words);
    }

    @Test
    void thereAreLimits() {
        String id = ask(Json.object());
        String[] ids = new String[51];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "r" + i;
        }
        telegram.bot("answerInlineQuery", answer(id, ids))
                .isRefused(400, "Bad Request: too many inline query results specified");
        telegram.bot("answerInlineQuery", answer(id, "i".repeat(65))).isRefused(400, "Bad Request: RESULT_ID_INVALID");
        telegram.bot("answerInlineQuery", answer(id, "a").put("next_offset", "é".repeat(33)))
                .isRefused(400, "Bad Request: NEXT_OFFSET_INVALID");
        telegram.bot("answerInlineQuery", answer(id, "a").put("next_offset", "é".repeat(32)))
                .result();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"x\"} | can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
                "{\"text\":\"x\",\"start_parameter\":\"a\",\"web_app\":{\"url\":\"https://x\"}} | can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
                "{\"start_parameter\":\"a\"} | can't parse inline query results button: Can't find field \"text\"",
                "{\"text\":\" \",\"start_parameter\":\"a\"} | SWITCH_PM_TEXT_EMPTY",
                "{\"text\":\"x\",\"start_parameter\":\"\"} | START_PARAM_EMPTY",
                "{\"text\":\"x\",\"start_parameter\":\"a b\"} | START_PARAM_INVALID",
                "{\"text\":\"x\",\"web_app\":{\"url\":\"http://x\"}} | SWITCH_WEBVIEW_URL_INVALID",
                "3 | can't parse inline query results button: InlineQueryResultsButton must be an Object",
                "{ | can't parse inline query results button JSON object"
            })
    void aButtonLeadsToOnePlace(String button, String words) {
        ObjectNode answer = answer(ask(Json.object()), "a").put("button", button);
        telegram.bot("answerInlineQuery", answer).isRefused(400, "Bad Request: " + words);
    }

    @Test
    void whatItDoesNotKnowItSaysLoudly() {
        ObjectNode article = answer(ask(Json.object()), "a");
        ((ObjectNode) article.get("results").get(0)).put("type", "article");
        assertThat(telegram.bot("answerInlineQuery", article).status()).isEqualTo(501);
        ObjectNode more = answer(ask(Json.object()), "a");
        ((ObjectNode) more.get("results").get(0)).putObject("reply_markup");
        assertThat(telegram.bot("answerInlineQuery", more).status()).isEqualTo(501);
    }

    @Test
    void whatIsChosenIsAMessageByTheBotsHandWhereverItIsSent() {
        String id = ask(Json.object().put("chat_id", -5));
        telegram.bot("getUpdates", Json.object().put("offset", 200_000_000));
        assertThat(choose(7, id, "a").status()).as("not answered yet").isEqualTo(404);
        telegram.bot("answerInlineQuery", answer(id, "a")).result();
        assertThat(choose(8, id, "a").status()).as("another's").isEqualTo(404);
        assertThat(choose(7, id, "b").status()).as("never offered").isEqualTo(404);
        assertThat(telegram.messages(-5)).isEmpty();

        telegram.post(
                "/admin/users/7/inline-results",
                Json.object().put("inline_query_id", id).put("result_id", "a").put("chat_id", -5));

        JsonNode message = telegram.messages(-5).get(0);
        assertThat(message.get("sticker").get("file_id").asText()).isEqualTo(sticker);
        assertThat(message.get("via_bot").get("username").asText()).isEqualTo("stickermill_bot");
        assertThat(message.get("from").get("id").asLong()).isEqualTo(7);
        assertThat(telegram.bot("getUpdates").result().get(0).get("message")).isEqualTo(message);
    }

    @Test
    void typingEntersNoChatAndAsksNobodyWhoDoesNotListen() {
        telegram.bot("getUpdates", Json.object().put("allowed_updates", "[\"message\"]"));
        ask(Json.object().put("chat_id", -9));
        assertThat(telegram.bot("getUpdates").result()).isEmpty();
        telegram.bot("sendMessage", Json.object().put("chat_id", -9).put("text", "x"))
                .isRefused(400, "Bad Request: chat not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "offset"})
    void appsSendNoMoreThanTelegramTakes(String field) {
        int most = field.equals("query") ? 256 : 64;
        assertThat(typed(Json.object().put(field, "x".repeat(most))).status()).isEqualTo(200);
        assertThat(typed(Json.object().put(field, "x".repeat(most + 1))).status())
                .isEqualTo(400);
    }

    private String ask(ObjectNode typed) {
        return typed(typed).json().get("inline_query_id").asText();
    }

    private Reply typed(ObjectNode typed) {
        return telegram.post("/admin/users/7/inline-queries", typed);
    }

    private JsonNode seen(String id) {
        return telegram.get("/admin/inline-queries/" + id).json();
    }

    private Reply choose(long user, String query, String result) {
        return telegram.post(
                "/admin/users/" + user + "/inline-results",
                Json.object().put("inline_query_id", query).put("result_id", result));
    }

    private ObjectNode answer(String query, String... ids) {
        ObjectNode answer = Json.object().put("inline_query_id", query);
        ArrayNode results = answer.putArray("results");
        for (String id : ids) {
            results.addObject().put("type", "sticker").put("id", id).put("sticker_file_id", sticker);
        }
        return answer;
    }
}
