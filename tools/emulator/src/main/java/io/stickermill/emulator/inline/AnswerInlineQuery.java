package io.stickermill.emulator.inline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.store.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Stickers that Telegram has already, and no other results. What is wrong with one of them refuses the whole answer, and the
 * query stays open. The words are those of tdlib/telegram-bot-api and, in capitals, of Telegram's own API.
 */
record AnswerInlineQuery(InlineQueries queries, FileStore files, Clock clock) implements BotMethod {
    private static final int LONGEST_OFFSET = 64;
    private static final int CACHE_SECONDS = 300;
    private static final int LONGEST_CACHE_SECONDS =
            Math.toIntExact(Duration.ofDays(1).toSeconds());

    @Override
    public String name() {
        return "answerInlineQuery";
    }

    @Override
    public Set<String> fields() {
        return Set.of("inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        ObjectNode answer = Json.object();
        InlineButton.of(request.text("button")).ifPresent(button -> answer.set("button", button));
        answer.set("results", InlineResults.of(request.text("results"), files));
        String nextOffset = request.text("next_offset");
        if (nextOffset.getBytes(UTF_8).length > LONGEST_OFFSET) {
            throw Refusal.badRequest("NEXT_OFFSET_INVALID");
        }
        answer.put("next_offset", nextOffset)
                .put("is_personal", request.flag("is_personal"))
                .put("cache_time", request.integer("cache_time", CACHE_SECONDS, 0, LONGEST_CACHE_SECONDS));
        queries.answer(request.text("inline_query_id"), answer, clock.millis());
        return BooleanNode.TRUE;
    }

    /** @throws Refusal with the words, if it is no JSON */
    static JsonNode parsed(String json, String what) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse " + what);
        }
    }
}
