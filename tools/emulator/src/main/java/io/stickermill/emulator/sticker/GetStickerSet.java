package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import java.util.Set;

record GetStickerSet(StickerSets sets) implements BotMethod {
    @Override
    public String name() {
        return "getStickerSet";
    }

    @Override
    public Set<String> fields() {
        return Set.of("name");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        return sets.seen(request.text("name")).orElseThrow(() -> Refusal.badRequest("STICKERSET_INVALID"));
    }
}
