package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.util.List;
import java.util.Set;

record GetCustomEmojiStickers(StickerSets sets) implements BotMethod {

    private static final int MOST = 200;

    @Override
    public String name() {
        return "getCustomEmojiStickers";
    }

    @Override
    public Set<String> fields() {
        return Set.of("custom_emoji_ids");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        List<String> ids = SetMethods.list(request, "custom_emoji_ids")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        if (ids.size() > MOST) {
            throw Refusal.badRequest("too many custom emoji identifiers specified");
        }
        return Json.array(sets.customEmoji(ids));
    }
}
