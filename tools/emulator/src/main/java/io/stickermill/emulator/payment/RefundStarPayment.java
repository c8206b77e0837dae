package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import java.util.Set;

record RefundStarPayment(StarLedger ledger) implements BotMethod {
    @Override
    public String name() {
        return "refundStarPayment";
    }

    @Override
    public Set<String> fields() {
        return Set.of("user_id", "telegram_payment_charge_id");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        long userId = userId(request.text("user_id").strip());
        ledger.refund(userId, Invoice.required(request, "telegram_payment_charge_id"));
        return BooleanNode.TRUE;
    }

    private static long userId(String text) {
        long id;
        try {
            id = Long.parseLong(text);
        } catch (NumberFormatException e) {
            id = 0;
        }
        if (id <= 0) {
            throw Refusal.badRequest("invalid user_id specified");
        }
        return id;
    }
}
