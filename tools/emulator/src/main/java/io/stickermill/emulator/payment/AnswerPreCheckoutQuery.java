package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import java.util.Set;

/** True means that the answer came in time, not that anybody has paid. */
record AnswerPreCheckoutQuery(Checkouts checkouts) implements BotMethod {
    @Override
    public String name() {
        return "answerPreCheckoutQuery";
    }

    @Override
    public Set<String> fields() {
        return Set.of("pre_checkout_query_id", "ok", "error_message");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        String errorMessage = null;
        if (!request.flag("ok")) {
            errorMessage = Invoice.required(request, "error_message");
            Invoice.requireUnicode(errorMessage, "strings");
        }
        checkouts.answer(request.text("pre_checkout_query_id").strip(), errorMessage);
        return BooleanNode.TRUE;
    }
}
