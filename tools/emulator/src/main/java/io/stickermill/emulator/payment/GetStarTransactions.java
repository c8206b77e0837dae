package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.store.Json;
import java.util.Set;

record GetStarTransactions(StarLedger ledger) implements BotMethod {
    private static final int MOST = 100;

    @Override
    public String name() {
        return "getStarTransactions";
    }

    @Override
    public Set<String> fields() {
        return Set.of("offset", "limit");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        int offset = request.integer("offset", 0, 0, Integer.MAX_VALUE);
        int limit = request.integer("limit", MOST, 1, MOST);
        return Json.object().set("transactions", Json.array(ledger.transactions(offset, limit)));
    }
}
