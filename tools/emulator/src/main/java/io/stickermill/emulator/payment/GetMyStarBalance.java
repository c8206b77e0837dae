package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.store.Json;
import java.util.Set;

record GetMyStarBalance(StarLedger ledger) implements BotMethod {
    @Override
    public String name() {
        return "getMyStarBalance";
    }

    @Override
    public Set<String> fields() {
        return Set.of();
    }

    @Override
    public JsonNode call(ApiRequest request) {
        return Json.object().put("amount", ledger.balance());
    }
}
