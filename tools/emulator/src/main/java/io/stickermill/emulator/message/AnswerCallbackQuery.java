package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.Callbacks;
import java.time.Clock;
import java.util.Set;

record AnswerCallbackQuery(Callbacks callbacks, Clock clock) implements BotMethod {
    private static final int LONGEST = 200;

    @Override
    public String name() {
        return "answerCallbackQuery";
    }

    @Override
    public Set<String> fields() {
        return Set.of("callback_query_id", "text", "show_alert", "cache_time");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        String text = request.text("text");
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.badRequest("MESSAGE_TOO_LONG");
        }
        callbacks.answer(request.text("callback_query_id"), text, request.flag("show_alert"), clock.millis());
        return BooleanNode.TRUE;
    }
}
